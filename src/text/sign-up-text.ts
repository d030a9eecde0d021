import type { Message } from './site-text.ts'

/** What the sign-up form says when it comes back, and the pages around it. */
export interface SignUpText {
  /** Beside the field that people do not see, for whoever sees it nevertheless. */
  leaveEmpty: string
  /** Above the form: it was pressed too soon, too late, or twice; what was typed is still there. */
  pressAgain: string
  /** Beside the field: the address is one of those that are thrown away. */
  disposable: string
  /** A button that takes this address instead. */
  didYouMean(address: string): string
  /** Above the two buttons. */
  looksLikeSlip: string
  /** A button: the address stays as it was typed. */
  asTyped: string
  /** A form on another site was sent here: one press is left. */
  embedded: Message
  /** Too many sign-ups at a time: the browser has to work for this one. */
  proof: Message & {
    /** While it works. */
    working: string
    done: string
    button: string
    /** Without script, or in a browser that cannot. */
    withoutScript: string
    /** After that sentence, where there is somebody to write to. */
    orWrite: string
  }
  /** Nobody is taken for a while. */
  closed(words: { minutes: number }): Message
  /** Behind the link "this wasn't me" of the confirmation mail. */
  notMe: {
    open(name: string): Message & { button: string }
    done(name: string): Message
    unknown: Message
    contact: string
  }
}
