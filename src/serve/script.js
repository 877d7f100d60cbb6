// Keys for those who want them; every page works without. A letter never acts while a field has the focus, nor with a modifier.
"use strict";
document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
  if (event.key === "/") {
    const field = document.querySelector("input[name=text]");
    if (field) field.focus();
    else location.assign("/search");
    event.preventDefault();
    return;
  }
  if (!/^[a-z]$/.test(event.key)) return;
  const thing = document.querySelector(`[data-key="${event.key}"]`);
  if (!thing) return;
  event.preventDefault();
  if (thing.tagName === "DETAILS") {
    thing.open = !thing.open;
    const field = thing.open && thing.querySelector("input:not([type=hidden])");
    if (field) field.focus();
  } else {
    thing.click();
  }
});
// A second press while the first is on its way sends nothing.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => (part.open = true)));
