/** The part that sends, and what every process that sends does once an hour. */
import { engineHere, engineInThread, readDkimKeys, readEpochFile } from './deliveries/index.ts'
import { createHousekeeping } from './housekeeping.ts'
import type { AppOptions, Ground, Part } from './part.ts'

/** Reads the files that sending needs, and throws where one cannot be understood. Returns what makes the parts. */
export async function readSendFiles({ config, log }: AppOptions): Promise<(ground: Ground) => Part[]> {
  await readEpochFile(config.dataDir)
  const { keys, warnings } = readDkimKeys(config.mail.dkim, config.mail.from.address)
  for (const warning of warnings) log.warn(warning)
  return ground => {
    const { secrets, secretSettings, store, clock, random, roles, writeTurn, subscribers } = ground
    const engine = { config, secrets, dkim: keys, log, smtpPassword: secretSettings.smtpPassword }
    // With others in its process, nothing that sending does may hold them up.
    const alone = roles.size === 1
    return [
      alone
        ? engineHere({ ...engine, store, clock, random, texts: subscribers.texts })
        : engineInThread({ ...engine, writeTurn }),
      createHousekeeping(ground),
    ]
  }
}
