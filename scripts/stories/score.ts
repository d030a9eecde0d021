/** What `../shared/tools/score-stories.mjs` prints, which does the scoring: nobody is judged by their own measure. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type CorpusName, corpusFile } from './corpora.ts'

export interface Score {
  predictedStories: number
  bCubed: { precision: number; recall: number; f1: number }
  pairwise: { precision: number; recall: number; f1: number }
  alertAtSecondItem: { alerts: number; coverage: number; duplicates: number }
}

const tool = fileURLToPath(new URL('../../../shared/tools/score-stories.mjs', import.meta.url))

/** @param lines In the order in which the items were read. */
export function scoreStories(name: CorpusName, lines: readonly { id: string; story: number }[]): Score {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-score-'))
  try {
    const file = join(folder, 'predicted.jsonl')
    writeFileSync(file, lines.map(line => JSON.stringify(line)).join('\n'))
    const printed = execFileSync(process.execPath, [tool, fileURLToPath(corpusFile(name)), file])
    // The tool prints one JSON object.
    return JSON.parse(printed.toString('utf8')) as Score
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
