/** Whether an item looks as if its page said more. */

/** Three short paragraphs; below that a feed mostly gives a teaser. */
const stubLength = 600
const cutEnd =
  /(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|(?:read|continue|view)(?: the)? (?:more|full|reading|rest|story|article)[^.]{0,40}|weiterlesen|mehr lesen|lire la suite|leer más|seguir leyendo|continua a leggere|leia mais|lees verder)\s*[.»>→]*\s*$/iu

/** A text that is short, or that says itself that it goes on elsewhere. Only of what has an address to go to. */
export function isStub({ text, url }: { text: string; url: string | null }): boolean {
  return url !== null && (text.length < stubLength || cutEnd.test(text.slice(-120)))
}
