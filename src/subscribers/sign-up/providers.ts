/** Where most people have their mailbox, in the countries whose languages we speak. */

/** What a slip of the fingers was meant to be. */
export const bigProviders: readonly string[] = [
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com'],
  ...['icloud.com', 'me.com', 'mac.com', 'aol.com', 'proton.me', 'protonmail.com', 'fastmail.com'],
  ...['comcast.net', 'verizon.net', 'att.net', 'btinternet.com', 'hotmail.co.uk', 'yahoo.co.uk'],
  ...['gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch', 'web.de', 't-online.de', 'freenet.de', 'posteo.de'],
  ...['mailbox.org', 'yahoo.de', 'hotmail.de', 'outlook.de', 'bluewin.ch', 'aon.at', 'arcor.de'],
  ...['orange.fr', 'wanadoo.fr', 'free.fr', 'laposte.net', 'sfr.fr', 'hotmail.fr', 'outlook.fr'],
  ...['yahoo.fr', 'live.fr', 'neuf.fr', 'bbox.fr', 'skynet.be', 'telenet.be', 'videotron.ca'],
  ...['hotmail.es', 'outlook.es', 'yahoo.es', 'telefonica.net', 'yahoo.com.mx', 'yahoo.com.ar'],
  ...['qq.com', '163.com', '126.com', 'sina.com', 'foxmail.com', 'yeah.net', 'aliyun.com', 'sohu.com'],
  ...['maktoob.com', 'windowslive.com', 'yandex.com', 'zoho.com', 'tutanota.com', 'hey.com'],
]

/** Real ones that a slip of the fingers could be taken for; nobody is asked about them. */
export const lookAlikes: ReadonlySet<string> = new Set([
  ...['mail.com', 'email.com', 'ymail.com', 'gmx.com', 'mail.de', 'email.de', 'live.de', 'live.ca'],
  ...['rocketmail.com', 'hushmail.com', 'mail.ru', 'ya.ru', 'inbox.com', 'aim.com', 'tuta.com', 'pm.me'],
])

const all: ReadonlySet<string> = new Set(bigProviders)

export function isBigProvider(domain: string): boolean {
  return all.has(domain)
}
