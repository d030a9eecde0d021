export { itemsPerHour, usualItemsPerHour } from './expected-items.ts'
export { type Look, learnRhythm, passOver } from './learn-rhythm.ts'
export { longestSilenceMs } from './longest-silence.ts'
export { formatRhythm, parseRhythm, type Rhythm } from './rhythm.ts'
