/* Writes the rows of a search as CSV, JSON or XLSX in the browser; loaded when a reader asks. */

const RUNNABLE = /^[=+\-@\t\r]/;

/* A spreadsheet runs what starts so (OWASP, CSV Injection): an apostrophe keeps it text. */
const safe = (cell) => (RUNNABLE.test(cell) ? `'${cell}` : cell);

export function csv(rows) {
  const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  // The mark tells Excel that the file is UTF-8.
  return "\ufeff" + rows.map((row) => row.map((text) => cell(safe(text))).join(",") + "\r\n").join("");
}

export function json([header, ...rows]) {
  return JSON.stringify(rows.map((row) => Object.fromEntries(row.map((text, i) => [header[i], text]))), null, 1);
}

const escapeXml = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
  .replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

function column(number) {
  let name = "";
  for (let n = number + 1; n; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}

/* A workbook of one sheet of texts (ECMA-376, parts 1 and 2). */
export function xlsx(rows) {
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  // Excel holds 32,767 letters in a cell.
  const cell = (text, place) => text === "" ? ""
    : `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text.slice(0, 32767))}</t></is></c>`;
  const sheet = rows.map((row, y) => `<row r="${y + 1}">${row.map((text, x) => cell(text, column(x) + (y + 1))).join("")}</row>`).join("");
  return zip([
    ["[Content_Types].xml", `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`],
    ["_rels/.rels", `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ["xl/workbook.xml", `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Kerja sama" sheetId="1" r:id="r1"/></sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`],
    ["xl/worksheets/sheet1.xml", `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${sheet}</sheetData></worksheet>`],
  ]);
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/* Files stored in a ZIP archive as they are (PKWARE APPNOTE 4.3). */
function zip(files) {
  const parts = [], directory = [];
  let offset = 0;
  for (const [name, text] of files) {
    const path = new TextEncoder().encode(name), bytes = new TextEncoder().encode(text);
    const about = new DataView(new ArrayBuffer(26));
    about.setUint16(0, 20, true);
    about.setUint16(2, 0x0800, true);
    about.setUint16(8, (1 << 5) | 1, true);
    about.setUint32(10, crc32(bytes), true);
    about.setUint32(14, bytes.length, true);
    about.setUint32(18, bytes.length, true);
    about.setUint16(22, path.length, true);
    const shared = new Uint8Array(about.buffer);
    parts.push(Uint8Array.of(0x50, 0x4b, 3, 4), shared, path, bytes);
    const where = new DataView(new ArrayBuffer(14));
    where.setUint32(10, offset, true);
    directory.push(Uint8Array.of(0x50, 0x4b, 1, 2, 20, 0), shared, new Uint8Array(where.buffer), path);
    offset += 30 + path.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, files.length, true);
  end.setUint16(10, files.length, true);
  end.setUint32(12, size, true);
  end.setUint32(16, offset, true);
  return new Blob([...parts, ...directory, end.buffer]);
}

const TYPES = { csv: "text/csv;charset=utf-8", json: "application/json", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };

export async function download(rows, kind, name) {
  const content = { csv, json, xlsx }[kind](rows);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: TYPES[kind] }));
  link.download = `${name}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
