"use strict";
// A cell is sorted by `data-k`, where what it shows is not what it is sorted by.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  const numbers = new Set(heads.filter((head) => "number" in head.dataset).map((head) => String(head.cellIndex)));
  sortable(
    table,
    (row, column) => row.cells[column].dataset.k ?? row.cells[column].textContent.trim(),
    (column) => numbers.has(column),
  );
}
