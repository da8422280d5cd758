// Reads a calendar as Thunderbird does, strictly, and says what it found as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

ICAL.design.strict = true;
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((each) => {
  const event = new ICAL.Event(each, { strictExceptions: true });
  return {
    uid: event.uid,
    summary: event.summary,
    location: event.location,
    start: event.startDate.toJSDate().toISOString(),
    end: event.endDate.toJSDate().toISOString(),
  };
});
const refresh = calendar.getFirstPropertyValue("refresh-interval");
process.stdout.write(JSON.stringify({ name: calendar.name, refresh: String(refresh), events }));
