/** The sign-up pages of single topics and places. Names and sentences of topics are the newsroom's. */
import type { Message } from './site-text.ts'

export interface TopicsText {
  title: string
  /** @param name Of who sends the alerts. */
  lead(name: string): string
  topics: string
  places: string
  none: string
  /** On the front page. */
  link: string
  /** Above a form that asks for these. */
  asked(topics: readonly string[]): string
  /** Of an alert's topics. */
  ofAlert: string
  page: {
    title(words: { topic: string; name: string }): string
    often: string
    /** `often`: of the section `reasons`, after "that is". */
    howOften(often: string): string
    /** Above the form: what it signs up for. */
    form(topic: string): string
    latest: string
    nothingYet: string
    others: string
    all: string
    everything: string
  }
  /** Not offered any more. */
  retired(topic: string): Message
}
