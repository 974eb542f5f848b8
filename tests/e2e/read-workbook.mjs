// A workbook as two other programs read it: { exceljs: { sheet: rows }, sheetjs: { sheet: rows } }, rows of cells.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import ExcelJS from "exceljs";
import * as SheetJS from "@e965/xlsx";

const text = (value) =>
  value?.richText
    ? value.richText.map((run) => run.text).join("")
    : (value ?? null);

async function withExcelJs(bytes) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes);
  return Object.fromEntries(
    book.worksheets.map((sheet) => {
      const rows = [];
      sheet.eachRow({ includeEmpty: true }, (row, at) => {
        rows[at - 1] = Array.from({ length: row.cellCount }, (_, column) =>
          text(row.getCell(column + 1).value),
        );
      });
      return [sheet.name, rows];
    }),
  );
}

function withSheetJs(bytes) {
  const book = SheetJS.read(bytes, { type: "buffer" });
  return Object.fromEntries(
    book.SheetNames.map((name) => [
      name,
      SheetJS.utils.sheet_to_json(book.Sheets[name], {
        header: 1,
        raw: true,
        defval: null,
        blankrows: true,
      }),
    ]),
  );
}

export async function readWorkbook(path) {
  const bytes = await readFile(path);
  return { exceljs: await withExcelJs(bytes), sheetjs: withSheetJs(bytes) };
}

/** Half a surrogate pair is no text that could be handed on: ⟨D800⟩. */
const handedOn = (_, value) =>
  typeof value === 'string'
    ? value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, (unit) => `⟨${unit.charCodeAt(0).toString(16).toUpperCase()}⟩`)
    : value;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.stdout.write(JSON.stringify(await readWorkbook(process.argv[2]), handedOn));
