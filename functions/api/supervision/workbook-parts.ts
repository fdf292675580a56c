import type { Frame, PrintedColumn } from '../../domain/reports/printed.ts';

/** What a workbook of one sheet consists of beside its rows (ECMA-376): its styles, and the sheet's layout on the screen and on paper. */

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const ofPackage = 'http://schemas.openxmlformats.org/package/2006';
const typesOf = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const sheetName = '线索移送工作台账';

/** The row of the heads: above it stand the title, and whose ledger it is. */
export const headRow = 3;

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 knows no such characters
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** What a spreadsheet would read as an escaped character. */
const escapeLike = /_(?=x[\dA-Fa-f]{4}_)/g;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const xmlText = (text: string): string =>
  text
    .toWellFormed()
    .replace(unwritable, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[&<>"]/g, (one) => entities[one] ?? one);

/** Any text as an element of a cell: it stays text. */
export const textXml = (text: string): string =>
  `<t xml:space="preserve">${xmlText(text.replace(escapeLike, '_x005F_'))}</t>`;

/** Numbers of the formats below, by what has them. */
export const styles = {
  title: 1,
  filledBy: 2,
  filledOn: 3,
  head: 4,
  text: 5,
  centred: 6,
  number: 7,
  day: 8,
  time: 9,
  provisionalDay: 10,
  provisionalTime: 11,
} as const;

const format = (
  { font = 0, fill = 0, border = 0, number = 0 }: { font?: number; fill?: number; border?: number; number?: number },
  horizontal: string,
): string =>
  `<xf numFmtId="${number}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="${horizontal}" vertical="center" wrapText="1"/></xf>`;

/** In the order of `styles`. `@` (49) keeps text what it is even when it is edited. */
const formats = [
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  format({ font: 1 }, 'center'),
  format({}, 'left'),
  format({}, 'right'),
  format({ font: 2, fill: 2, border: 1, number: 49 }, 'center'),
  format({ border: 1, number: 49 }, 'left'),
  format({ border: 1, number: 49 }, 'center'),
  format({ border: 1 }, 'center'),
  ...[164, 165, 166, 167].map((number) => format({ border: 1, number }, 'center')),
];

const numberFormats = ['yyyy-mm-dd', 'yyyy-mm-dd hh:mm', 'yyyy-mm-dd "暂定"', 'yyyy-mm-dd hh:mm "暂定"'];

const font = (size: number, bold: boolean): string =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><color rgb="FF000000"/><name val="宋体"/><family val="3"/><charset val="134"/></font>`;

const thin = ['left', 'right', 'top', 'bottom']
  .map((side) => `<${side} style="thin"><color rgb="FF000000"/></${side}>`)
  .join('');

const stylesXml = `${declaration}<styleSheet ${main}>
<numFmts count="${numberFormats.length}">${numberFormats.map((code, n) => `<numFmt numFmtId="${164 + n}" formatCode="${xmlText(code)}"/>`).join('')}</numFmts>
<fonts count="3">${font(10, false)}${font(16, true)}${font(10, true)}</fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/></patternFill></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${thin}<diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="${formats.length}">${formats.join('')}</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>`;

/** Of a column, the first being 1: a sheet to print has few. */
export const letterOf = (n: number): string => String.fromCharCode(64 + n);

/** A range of whole rows and columns as names of a workbook have it. */
const printTitles = `'${sheetName}'!$${headRow}:$${headRow}`;
const filtered = (columns: readonly PrintedColumn[], last: number): string =>
  `'${sheetName}'!$A$${headRow}:$${letterOf(columns.length)}$${last}`;

/** The other parts by their names; `last`: the number of the last row. */
export const bookParts = (columns: readonly PrintedColumn[], last: number): Readonly<Record<string, string>> => ({
  'xl/workbook.xml': `${declaration}<workbook ${main} xmlns:r="${office}"><bookViews><workbookView/></bookViews><sheets><sheet name="${sheetName}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${filtered(columns, last)}</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">${printTitles}</definedName></definedNames></workbook>`,
  'xl/styles.xml': stylesXml,
  'xl/_rels/workbook.xml.rels': `${declaration}<Relationships xmlns="${ofPackage}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  '_rels/.rels': `${declaration}<Relationships xmlns="${ofPackage}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  '[Content_Types].xml': `${declaration}<Types xmlns="${ofPackage}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${typesOf}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${typesOf}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${typesOf}.styles+xml"/></Types>`,
});

const textCell = (at: string, style: number, text: string): string =>
  `<c r="${at}" s="${style}" t="inlineStr"><is>${textXml(text)}</is></c>`;

/** Characters of a title that stand in a line across the sheet. */
const titleLine = 48;

/** The first column of the right half, in which the day stands. */
const middle = (columns: readonly PrintedColumn[]): number => Math.ceil(columns.length / 2) + 1;

/** All up to the first row: what stays in sight, how wide the columns are, title and heads. */
export const sheetStart = ({ title, filledBy, filledOn }: Frame, columns: readonly PrintedColumn[]): string => {
  const cols = columns.map(({ width }, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`);
  const heads = columns.map(({ head }, n) => textCell(`${letterOf(n + 1)}${headRow}`, styles.head, head));
  // A merged cell has no height by itself.
  const height = 27 * Math.ceil(title.length / titleLine);
  return `${declaration}<worksheet ${main} xmlns:r="${office}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="${headRow}" topLeftCell="A${headRow + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${cols.join('')}</cols><sheetData><row r="1" ht="${height}" customHeight="1">${textCell('A1', styles.title, title)}</row><row r="2" ht="18" customHeight="1">${textCell('A2', styles.filledBy, filledBy)}${textCell(`${letterOf(middle(columns))}2`, styles.filledOn, filledOn)}</row><row r="${headRow}" ht="20">${heads.join('')}</row>`;
};

/** Characters of a title that a header takes, which has 255 with its codes. */
const headerLine = 200;

/** Text of a header or footer, where `&` begins a code; nor may it begin with a digit behind a size. */
const inHeader = (text: string): string => ` ${text.slice(0, headerLine).replaceAll('&', '&&')}`;

/** All behind the last row, and how it prints: A4 landscape, as wide as a sheet, the title again on later pages, signed at the foot of each. */
export const sheetEnd = ({ title, signatures }: Frame, columns: readonly PrintedColumn[], last: number): string => {
  const [left = '', right = ''] = signatures.map((one) => `${one}____________________`);
  const footer = xmlText(`&L&10${left}&C&10第 &P 页　共 &N 页&R&10${right}`);
  const lastColumn = letterOf(columns.length);
  const half = middle(columns);
  return `</sheetData><autoFilter ref="A${headRow}:${lastColumn}${last}"/><mergeCells count="3"><mergeCell ref="A1:${lastColumn}1"/><mergeCell ref="A2:${letterOf(half - 1)}2"/><mergeCell ref="${letterOf(half)}2:${lastColumn}2"/></mergeCells><printOptions horizontalCentered="1"/><pageMargins left="0.4" right="0.4" top="0.6" bottom="0.8" header="0.3" footer="0.35"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter differentFirst="1"><oddHeader>${xmlText(`&L&9${inHeader(title)}`)}</oddHeader><oddFooter>${footer}</oddFooter><firstFooter>${footer}</firstFooter></headerFooter></worksheet>`;
};
