import type { Text } from '../../../domain/languages.ts';

export interface ReadFile {
  /** Undefined where it is no text. */
  text?: string;
  fault?: Text;
  note?: Text;
}

/** Bytes of a request that the API takes, less what is around the text. */
const most = 300_000;

const decoded = (bytes: ArrayBuffer, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** The text of a chosen file. Spreadsheets in China save CSV as GBK where nobody chose otherwise: such a file is read too. */
export const readCsv = async (file: Blob): Promise<ReadFile> => {
  if (file.size > most) {
    return {
      fault: { zh: '文件过大，请分成几个文件分次导入', en: 'is too large: make several files of it' },
    };
  }
  const bytes = await file.arrayBuffer();
  const isArchive = new Uint8Array(bytes.slice(0, 2)).join() === '80,75';
  if (isArchive) {
    return {
      fault: {
        zh: '这是 Excel 工作簿，请另存为“CSV UTF-8”后再选择',
        en: 'is a workbook: save it as “CSV UTF-8”, and choose that',
      },
    };
  }
  const utf8 = decoded(bytes, 'utf-8');
  if (utf8 !== undefined) return { text: utf8 };
  const gbk = decoded(bytes, 'gb18030');
  if (gbk === undefined) {
    return { fault: { zh: '无法读取其中的文字，请另存为“CSV UTF-8”', en: 'cannot be read: save it as “CSV UTF-8”' } };
  }
  return {
    text: gbk,
    note: {
      zh: '文件按 GBK 编码读取，请核对下方的汉字。',
      en: 'It was read as GBK: look whether the characters below are right.',
    },
  };
};
