"use strict";
// Sorts a table by the column whose title is clicked, upwards and then downwards; what is empty comes last.
const collator = new Intl.Collator("vi", { numeric: true });

// `keyOf` gives what a row is sorted by in a column, as text; `isNumber` tells whether that is a number.
function sortable(table, keyOf, isNumber) {
  const body = table.tBodies[0];
  const original = new Map([...body.rows].map((row, at) => [row, at]));

  function compare(column, one, other, down) {
    const [a, b] = [keyOf(one, column), keyOf(other, column)];
    const place = original.get(one) - original.get(other);
    if (!a || !b) return Number(!a) - Number(!b) || place;
    const order = isNumber(column) ? Number(a) - Number(b) : collator.compare(a, b);
    return (down ? -order : order) || place;
  }

  for (const button of table.tHead.querySelectorAll("[data-sort]")) {
    button.addEventListener("click", () => {
      const head = button.closest("th");
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      body.append(...[...body.rows].sort((a, b) => compare(button.dataset.sort, a, b, down)));
    });
  }
}
