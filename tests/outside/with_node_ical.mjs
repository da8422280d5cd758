// Reads a calendar with node-ical, a parser of its own, and says what it found as JSON.
import { readFileSync } from "node:fs";
import ical from "node-ical";

const found = ical.sync.parseICS(readFileSync(0, "utf8"));
const events = Object.values(found)
  .filter((each) => each.type === "VEVENT")
  .map((each) => ({
    uid: each.uid,
    summary: each.summary,
    location: each.location,
    start: each.start.toISOString(),
    end: each.end.toISOString(),
  }));
const refresh = found["refresh-interval"].val;
process.stdout.write(JSON.stringify({ name: found.vcalendar.type.toLowerCase(), refresh, events }));
