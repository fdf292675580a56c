/** SHA-256 of a file in hexadecimal digits, computed in this browser: nothing of the file goes anywhere. @throws where it cannot be read */
export const digestOf = async (file: Blob): Promise<string> => {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};
