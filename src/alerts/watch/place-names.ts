/** Places that languages, or times, call by names that do not sound alike. Folded; a line is one place. */
const lines = `kyiv kiev kiew kiiv
kharkiv kharkov charkiw charkow jarkov
lviv lvov lwiw lemberg
odesa odessa
chernobyl chornobyl tschernobyl tchernobyl chernobil
crimea krim crimee krym
belarus weissrussland bielorussie bielorrusia belorussia
ukraine ucrania
russia russland russie rusia
moscow moskau moscou moscu moskva
turkey turkiye turkei turquie turquia
istanbul constantinople
myanmar burma birma birmanie birmania
yangon rangoon rangun
beijing peking pekin
mumbai bombay
kolkata calcutta kalkutta
chennai madras
eswatini swaziland swasiland
germany deutschland allemagne alemania
austria osterreich oesterreich autriche
switzerland schweiz suisse suiza svizzera
france frankreich francia
spain spanien espagne espana
italy italien italie italia
greece griechenland grece grecia
poland polen pologne polonia polska
hungary ungarn hongrie hungria
netherlands niederlande holland
denmark danemark dinamarca
sweden schweden suede suecia
norway norwegen norvege noruega
czechia tschechien tchequie chequia
egypt agypten aegypten egypte egipto
syria syrien syrie siria
lebanon libanon liban libano
iraq irak
jordan jordanien jordanie jordania
morocco marokko maroc marruecos
ethiopia athiopien aethiopien ethiopie etiopia
brazil brasilien bresil brasil
japan japon
india indien inde
vienna wien vienne viena
munich munchen muenchen
cologne koln koeln colonia
nuremberg nurnberg nuernberg
bavaria bayern baviere baviera
saxony sachsen
geneva genf geneve ginebra
zurich zuerich
brussels brussel bruxelles bruselas
antwerp antwerpen anvers amberes
prague prag praha praga
warsaw warschau warszawa varsovie varsovia
gdansk danzig
wroclaw breslau
rome rom roma
milan mailand milano
turin torino
florence florenz firenze florencia
venice venedig venezia venise
naples neapel napoli napoles
lisbon lissabon lisboa lisbonne
copenhagen kopenhagen kobenhavn copenhague
athens athen athenes atenas
belgrade belgrad beograd belgrado
bucharest bukarest bucarest
london londres
damascus damaskus damas damasco
cairo kairo
tehran teheran
baghdad bagdad
tbilisi tiflis
yerevan eriwan erevan
djokovic dokovic`

/** Name -> the first of its line. */
export const placesByName: ReadonlyMap<string, string> = new Map(
  lines.split('\n').flatMap(line => {
    const names = line.split(' ')
    return names.map((name): [string, string] => [name, names[0] ?? name])
  }),
)
