/** Invented reports for tests: of one event at several lengths, and of events that look alike. */
import type { News } from './test-news.ts'

export const ferryReport: News = {
  title: 'Ferry sinks off Mandal with 200 aboard',
  text: `A ferry with some 200 people on board sank in heavy seas off the coast of Mandal early on Tuesday, the coast guard said. Rescuers had pulled 143 passengers from the water by noon, and helicopters were searching for those who are missing.

The Solvind, built in 1987, left the harbour at half past five for its regular trip to Hirtshals. Its captain, Arne Lyngstad, sent a distress call forty minutes later and said that water was coming in through the car deck.

"We heard a bang, and then everything leaned to one side," said Marit Haugen, a teacher who was travelling with her class. The minister of transport, Knut Berge, travelled to Mandal and promised an inquiry.`,
}

export const ferryFlash: News = {
  title: 'Solvind ferry disaster: rescuers search for missing off Mandal',
  text: 'The coast guard says 143 passengers were saved after the ferry sank on Tuesday.',
}

export const ferryHeadline: News = { title: 'Dozens missing after ferry sinks off Mandal' }

export const mayorTrial: News = {
  title: 'Former mayor of Brenz goes on trial over bribes',
  text: `The former mayor of Brenz, Lukas Hartwig, went on trial on Monday, accused of having taken bribes from a builder in return for permits. Prosecutors told the regional court in Ulm that Hartwig, 58, took at least 240,000 euros between 2016 and 2019.

Hartwig denies all charges. His lawyer, Petra Seidl, told the judges that the payments were loans among friends, and that every one of them was paid back.

The builder, Georg Maurer, has confessed and is expected to be heard as a witness next week. A verdict is expected in March.`,
}

export const governorTrial: News = {
  title: 'Ex-governor of Calvera stands trial over kickbacks',
  text: `The former governor of Calvera, Inés Robledo, went on trial on Thursday, accused of having taken kickbacks from a road company in return for contracts. Prosecutors told the federal court in Santa Rita that Robledo, 63, received at least 1.7 million pesos between 2011 and 2014.

Robledo denies all charges. Her lawyer, Tomás Quiroga, told the judges that the payments were fees for advice, and that every one of them was taxed.

The company's owner, Hernán Vidal, has fled abroad and is sought by the police. A verdict is expected in June.`,
}

export const talvaraQuake: News = {
  title: 'Magnitude 6.4 earthquake shakes Talvara, at least 12 dead',
  text: `A magnitude 6.4 earthquake shook the province of Talvara on Sunday, killing at least 12 people, the civil protection agency said. The quake struck at 3.12 a.m. at a depth of 10 kilometres, and its epicentre was near the town of Ostrem.

Dozens of houses collapsed in Ostrem and in the villages around it, and rescuers were searching the rubble for survivors. "We ran into the street in our nightclothes," said Elena Dragan, who lives near the market.

The president, Viktor Sobol, declared a state of emergency. Several aftershocks were felt as far as the capital.`,
}

export const talvaraToll: News = {
  title: 'Toll of Talvara earthquake rises to 31 as rescuers dig in Ostrem',
  text: `At least 31 people have died in the earthquake that shook Talvara on Sunday, the civil protection agency said, and rescuers were still digging in the rubble of Ostrem. A boy of six was pulled out alive after nineteen hours.

President Viktor Sobol, who has declared a state of emergency, visited the hospital and thanked the firemen who had come from the capital. The magnitude 6.4 quake was the strongest in the province since 1977.`,
}

export const kinsaroQuake: News = {
  title: 'Magnitude 5.9 earthquake hits Kinsaro island, 3 killed',
  text: `A magnitude 5.9 earthquake hit the island of Kinsaro on Wednesday, killing at least 3 people, the disaster agency said. The quake struck at 9.47 p.m. at a depth of 35 kilometres, and its epicentre was off the town of Palu Tenga.

Dozens of houses were damaged in Palu Tenga and on the coast around it, and rescuers were searching the rubble for survivors. "The sea went back and we ran for the hills," said Rahmat Basri, who sells fish at the harbour.

The governor, Siti Lestari, asked people not to return to their homes. No tsunami warning was given.`,
}
