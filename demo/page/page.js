/** Keeps the page as it is on the server: buttons post, and whatever changes is fetched when the server says so. */

const byId = (id) => document.getElementById(id);
const shown = new Map();
let pull = Number(new URLSearchParams(location.search).get("pull")) || undefined;
let fetching = false;
let again = false;

/** Fetches the parts and puts those in place that are other than what is shown; one at a time, and once more if asked meanwhile. */
async function renew() {
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  try {
    do {
      again = false;
      const response = await fetch(pull === undefined ? "/parts" : `/parts?pull=${pull}`);
      const { number, parts } = await response.json();
      for (const [name, text] of Object.entries(parts)) replace(name, text);
      const write = byId("write");
      write.hidden = number === undefined;
      write.elements.pull.value = number ?? "";
    } while (again);
  } catch {
    // The server has ended or begins again; the stream says when it is back.
  } finally {
    fetching = false;
  }
}

/** Puts a part in place, with the same details open, the same place scrolled to and the same element focused as before. */
function replace(name, text) {
  if (shown.get(name) === text) return;
  const part = byId(name);
  const first = !shown.has(name);
  shown.set(name, text);
  const closed = new Map([...part.querySelectorAll("details")].map((one) => [keyOf(one), one.open]));
  const focused = part.contains(document.activeElement) ? focusKey(document.activeElement) : undefined;
  const scrolled = new Map([...part.querySelectorAll(".scroll")].map((one) => [one.ariaLabel, one.scrollLeft]));
  part.innerHTML = text;
  for (const one of part.querySelectorAll("details")) one.open = closed.get(keyOf(one)) ?? one.open;
  for (const one of part.querySelectorAll(".scroll")) one.scrollLeft = scrolled.get(one.ariaLabel) ?? 0;
  if (focused !== undefined) {
    const found = [...part.querySelectorAll("a, button, summary, [tabindex]")].find((one) => focusKey(one) === focused);
    (found ?? part).focus({ preventScroll: true });
  }
  // Where the board scrolls by itself, what has just changed comes into sight.
  if (!first && name === "board" && getComputedStyle(part.parentElement).overflowY === "auto")
    part.querySelector(".fresh")?.scrollIntoView({ block: "nearest" });
}

/** What stays the same of a folded part when it is shown anew. */
function keyOf(details) {
  return details.dataset.key ?? details.querySelector("summary")?.textContent;
}

function focusKey(element) {
  return element.dataset.key ?? element.getAttribute("href") ?? `${element.tagName} ${element.textContent}`;
}

/** Looks at another pull request. */
function look(number, push = true) {
  pull = number;
  if (push) history.pushState({}, "", number === undefined ? "/" : `/?pull=${number}`);
  return renew();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  const button = event.submitter;
  button?.setAttribute("aria-busy", "true");
  form.inert = true;
  try {
    const body = new URLSearchParams(new FormData(form));
    const response = await fetch(form.action, { method: "POST", headers: { accept: "application/json" }, body });
    const { pull: number } = await response.json();
    if (form.id === "write") form.elements.body.value = "";
    await look(number ?? pull, number !== undefined && number !== pull);
  } finally {
    form.inert = false;
    button?.removeAttribute("aria-busy");
    if (button?.isConnected) button.focus({ preventScroll: true });
  }
});

document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy !== null) {
    await navigator.clipboard.writeText(copy.dataset.copy);
    copy.textContent = "Copied";
    setTimeout(() => {
      copy.textContent = "Copy";
    }, 1500);
    return;
  }
  const link = event.target.closest("a[data-pull]");
  if (link === null || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  await look(Number(link.dataset.pull));
  byId("pulls-column").scrollIntoView({ block: "start" });
  if (link.hash !== "") byId("pulls").focus({ preventScroll: true });
});

window.addEventListener("popstate", () => {
  look(Number(new URLSearchParams(location.search).get("pull")) || undefined, false);
});

const log = byId("log");
const most = 400;
log.scrollTop = log.scrollHeight;

for (const radio of document.querySelectorAll("[name=show]"))
  radio.addEventListener("change", () => {
    log.dataset.show = radio.value;
    log.scrollTop = log.scrollHeight;
  });

const events = new EventSource("/events");
let broken = false;
events.addEventListener("line", ({ data }) => {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  log.insertAdjacentHTML("beforeend", JSON.parse(data));
  while (log.children.length > most) log.firstElementChild.remove();
  if (atEnd) log.scrollTop = log.scrollHeight;
});
events.addEventListener("change", renew);
events.addEventListener("open", () => {
  // What happened while nobody listened is missing: the page is read anew.
  if (broken) location.reload();
  document.body.classList.remove("ended");
  renew();
});
events.addEventListener("error", () => {
  broken = true;
  document.body.classList.add("ended");
});
