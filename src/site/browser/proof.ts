/**
 * Does the sum of the page "One moment" (altcha's: count until a derived key begins as the challenge says) and sends its
 * form. A browser without WebCrypto, as on plain http, keeps the sentence for those without script.
 */
interface Parameters {
  nonce: string
  salt: string
  cost: number
  keyLength: number
  keyPrefix: string
}

const octets = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
const hex = (bytes: Uint8Array) => [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')

async function deriveKey(parameters: Parameters, counter: number): Promise<string> {
  const nonce = octets(parameters.nonce)
  const password = new Uint8Array(nonce.length + 4)
  password.set(nonce)
  new DataView(password.buffer).setUint32(nonce.length, counter)
  const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits'])
  const way = {
    name: 'PBKDF2',
    hash: 'SHA-256',
    salt: octets(parameters.salt),
    iterations: parameters.cost,
  }
  return hex(new Uint8Array(await crypto.subtle.deriveBits(way, key, parameters.keyLength * 8)))
}

async function solve(parameters: Parameters): Promise<{ counter: number; derivedKey: string }> {
  for (let counter = 0; ; counter++) {
    const derivedKey = await deriveKey(parameters, counter)
    if (derivedKey.startsWith(parameters.keyPrefix)) return { counter, derivedKey }
  }
}

async function prove(form: HTMLFormElement): Promise<void> {
  const field = form.elements.namedItem('proof')
  if (!(field instanceof HTMLInputElement) || !globalThis.crypto?.subtle) return
  const show = (state: string) => {
    for (const part of document.querySelectorAll<HTMLElement>('[data-proof]'))
      part.hidden = part.dataset['proof'] !== state
  }
  show('working')
  // Our own server wrote it.
  const challenge = JSON.parse(form.dataset['challenge'] ?? '') as { parameters: Parameters }
  const solution = await solve(challenge.parameters)
  field.value = JSON.stringify({ challenge, solution })
  show('done')
  form.requestSubmit()
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-challenge]')) prove(form)
