// One key for each thing that is done while somebody speaks. All have a modifier; Tab stays Tab.

export function listen(room) {
  const withControl = {
    Enter: (event) => (event.shiftKey ? room.insertBefore() : room.next()),
    ArrowUp: () => room.move(-1),
    ArrowDown: () => room.move(1),
    k: () => room.openBank(),
    s: () => room.save(),
    "/": () => room.openHelp(),
  };
  const withAlt = {
    KeyA: () => room.takeOver(),
    KeyN: () => room.note(),
    KeyT: () => room.noAnswer(),
    KeyU: () => room.repeat(),
    KeyS: () => room.pauseOrResume(),
    KeyH: () => room.openAttendance(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey !== event.altKey) {
      const digit = event.altKey && /^Digit([1-9])$/.exec(event.code);
      if (digit) return done(event, () => (event.shiftKey ? room.showEvidence(digit[1]) : room.openEvidence(digit[1])));
      const action = event.ctrlKey ? withControl[event.key] : withAlt[event.code];
      if (action) return done(event, () => action(event));
    }
    return inBank(event, room);
  });
}

function done(event, action) {
  event.preventDefault();
  action();
}

// Inside the bank every question has its own key; the arrows walk. Esc leads from the left side back to the answer.
function inBank(event, room) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const bank = event.target.closest?.("[data-bank]");
  if (!bank && event.key === "Escape" && event.target.closest?.("[data-panel]")) return done(event, () => room.back());
  if (!bank) return;
  const buttons = [...bank.querySelectorAll("[data-key]")];
  const chosen = buttons.find((button) => button.dataset.key === event.key.toLowerCase());
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (chosen) done(event, () => room.askFromBank(chosen));
  else if (step) done(event, () => buttons.at((buttons.indexOf(event.target) + step) % buttons.length)?.focus());
  else if (event.key === "Escape") done(event, () => room.leaveBank());
}
