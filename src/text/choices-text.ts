/** The words of the preference page. Every control has a sentence that says what it means. */
import type { Priority } from './alert-words.ts'
import type { Message } from './site-text.ts'

/** A control's name, and what it does. */
export interface Choice {
  label: string
  hint: string
}

/** A press: its button, what it does, and what stands there when it is done. */
export interface Press {
  button: string
  hint: string
  done: string
}

export type QuietProblem = 'one-missing' | 'equal' | 'too-long' | 'no-time'

/** What became of an alert for this reader. Times are epoch milliseconds, to be said in `timeZone`. */
export type FateWords =
  | { kind: 'got' | 'digested'; at: number; timeZone: string }
  | { kind: 'held'; until: number | null; timeZone: string }
  | { kind: 'on-its-way' | 'undecided' | 'refused' | 'suppressed' | 'stopped' | 'replaced' | 'left' }
  | { kind: 'joined-later' | 'would-come' | 'follows-another' }
  /** `why` is a sentence of the section `reasons`. */
  | { kind: 'not-wanted'; why: string }

export interface ChoicesText {
  title(name: string): string
  lead: string
  saved: string
  /** Topics or watch words are kept, and do not count as yet; `chosen`: the name of what makes them count. */
  savedEverything(chosen: string): string
  problems: string
  undo: string
  /** A moment as the reader's clock shows it. */
  moment(when: { at: number; timeZone: string }): string
  alert: {
    heading: string
    mute: Press
    only: Press
    less: { button(topic: string): string; hint: string; done(topic: string): string }
    undone: string
  }
  wants: {
    heading: string
    scope: { legend: string; all: Choice; chosen: Choice }
    topics: { legend: string; places: string; hint: string; retired: string }
    /** `often`: of the section `reasons`, after "that is". */
    often(often: string): string
  }
  watch: {
    legend: string
    hint: string
    label(number: number): string
    help: string
    examples: readonly { typed: string; means: string }[]
    tooLong(most: number): string
    tooMany(most: number): string
    preview: string
    brought(counts: { alerts: number; stories: number; days: number }): string
    broughtNothing(counts: { days: number }): string
    isStory: string
  }
  limits: {
    heading: string
    least: { legend: string } & Record<Priority, { label: string; hint(often: string): string }>
    dailyMost: Choice & { problem(most: number): string }
    quiet: { legend: string; from: string; to: string; hint: string; problems: Record<QuietProblem, string> }
    timeZone: Choice & { option(zone: string, offset: string): string }
    digestAt: Choice & { problem: string }
    language: Choice
    corrections: string
    save: string
  }
  pause: {
    heading: string
    hint: string
    now(until: string): string
    goOn: string
    day: string
    week: string
    month: string
    date: string
    dateButton: string
    dateProblem: string
    done: string
    going: string
  }
  muted: {
    heading: string
    hint: string
    muted: string
    only: string
    less: string
    unmute: string
    notOnly: string
    notLess: string
    nameless: string
  }
  marketing: { heading: string; hint: string; button: string; saved: string }
  history: { heading: string; hint: string; none: string; fate(fate: FateWords): string; today: string }
  yours: {
    heading: string
    data: Press
    forget: Press
    leave: string
    leaveHint: string
  }
  expired: Message & { button: string; done: string }
  unknown: Message
  voided: Message
  left: Message & { again: string }
  freshMail(words: { who: string; link: string; days: number }): { subject: string; text: string }
  /** After confirming: where to go on to say what one wants. */
  afterConfirming: {
    sender(sender: string): string
    hint: string
    /** Of who signed up for topics. */
    hintChosen: string
    link: string
  }
}
