/** The cells of one CSV line (RFC 4180), comma, semicolon or tab between them, trimmed. A cell holds no line break. */
export function csvCells(line: string): string[] {
  const cells: string[] = []
  const cell = /[^\S\t]*(?:"((?:[^"]|"")*)"[^\S\t]*|([^,;\t]*))(?:[,;\t]|$)/y
  while (cell.lastIndex <= line.length) {
    const from = cell.lastIndex
    const match = cell.exec(line)
    if (!match) break
    cells.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim())
    if (cell.lastIndex === line.length && !/[,;\t]$/.test(match[0])) break
    if (cell.lastIndex === from) break
  }
  return cells
}
