import { replaceCodePoint } from 'entities/decode'

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/

/** Control characters, and surrogates without their other half: SQLite, JSON and mail all stumble over them. */
export function withoutControls(text: string): string {
  return (controls.test(text) ? text.replace(new RegExp(controls, 'g'), meant) : text).toWellFormed()
}

function meant(control: string): string {
  const code = meantByControl(control.charCodeAt(0))
  return code === 0 ? '' : String.fromCharCode(code)
}

/**
 * 0 for nothing. Those of the second block are windows-1252 that somebody took for latin-1: the quotes and dashes of
 * half the web.
 */
export function meantByControl(control: number): number {
  const code = control < 0x80 ? control : replaceCodePoint(control)
  return code === control ? 0 : code
}
