/** What a script adds to the desk: numbers that move, lengths that count, single keys. Nothing depends on it. */
import { countLengths } from './count-lengths.ts'
import { listenToKeys } from './keys.ts'
import { moveNumbers } from './move-numbers.ts'
import { walkLists } from './walk-list.ts'
import { watchDraft } from './watch-draft.ts'

moveNumbers(document)
countLengths(document)
watchDraft(document)
listenToKeys(document)
walkLists(document)
