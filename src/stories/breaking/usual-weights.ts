/**
 * Topics that a newsroom starts with: what people must know at once, where lives or states are at stake. Ordinary rows
 * of the newsroom's weights, to be changed and dropped like any other; whole words, in the forms that headlines use.
 */
import type { Weight } from './weigh-words.ts'

const states = 20
const violence = 14
const harm = 8
/** The hard words' everyday company: what is remembered, rehearsed, told or measured, and did not happen today. */
const notToday = -12

export const usualWeights: readonly Weight[] = [
  {
    points: states,
    words: 'coup, coup d’état, golpe de Estado, Putsch, クーデター, 政变, 政變, переворот, انقلاب',
  },
  {
    points: states,
    words:
      'assassinated, assassination, ermordet, asesinado, assassiné, assassinato, 暗殺, 暗杀, убит, اغتيال',
  },
  {
    points: states,
    words:
      'state of emergency, martial law, declares war, nuclear strike, Ausnahmezustand, estado de emergencia, état d’urgence, 戒厳令, 戒严, военное положение',
  },
  {
    points: states,
    words:
      'tsunami, plane crash, Flugzeugabsturz, accidente aéreo, crash d’avion, 津波, 墜落, 海啸, 坠机, цунами, авиакатастрофа, تسونامي',
  },
  {
    points: violence,
    words:
      'earthquake, quake, Erdbeben, terremoto, séisme, sismo, 地震, 지진, землетрясение, deprem, gempa, زلزال',
  },
  {
    points: violence,
    words:
      'explosion, explosions, blast, Explosion, explosión, explosão, esplosione, 爆発, 爆炸, 폭발, взрыв, взрывы, patlama, ledakan, انفجار',
  },
  {
    points: violence,
    words:
      'missile, missiles, drone attack, drone attacks, drone strike, drone strikes, Drohnenangriff, ataque con drones, ataque com drones, attaque de drones, ドローン攻撃, 无人机袭击, airstrike, airstrikes, air strike, air strikes, Rakete, Raketen, Luftangriff, misil, misiles, míssil, mísseis, missili, missiles, ミサイル, 空爆, 导弹, 미사일, ракета, ракетный, صاروخ',
  },
  {
    points: violence,
    words:
      'shooting, gunman, hostages, hijacked, terror attack, attack kills, Anschlag, Geiselnahme, tiroteo, atentado, fusillade, attentat, sparatoria, 銃撃, 人質, 枪击, 총격, стрельба, теракт',
  },
  {
    points: violence,
    words: 'invasion, invades, invaded, Einmarsch, invasión, invasão, invasione, 侵攻, 入侵, вторжение, غزو',
  },
  {
    points: violence,
    words:
      'ceasefire, cease-fire, truce, Waffenruhe, alto el fuego, cessez-le-feu, cessar-fogo, cessate il fuoco, 停戦, 停火, 휴전, перемирие, هدنة',
  },
  {
    points: violence,
    words:
      'resigns, resigned, resignation, steps down, impeached, tritt zurück, Rücktritt, dimite, renuncia, démissionne, démission, dimissioni, 辞任, 辞职, 사임, отставка, استقالة',
  },
  {
    points: violence,
    words: 'evacuated, evacuation, evakuiert, evacuados, évacués, evacuati, 避難, 疏散, эвакуация, إجلاء',
  },
  { points: violence, words: 'outbreak, Ausbruch, brote, surto, épidémie, 感染拡大, 疫情, вспышка, تفشي' },
  {
    points: harm,
    words:
      'killed, kills, dead, dies, died, death toll, getötet, Tote, gestorben, tué, tués, morts, muertos, muere, mortos, morre, morti, morto, 死亡, 死去, 死者, 去世, 사망, погибли, умер, قتلى, مقتل, ölü',
  },
  {
    points: harm,
    words:
      'attacked, bombed, bombing, bombings, shelled, shelling, bombardment, bombardiert, Beschuss, bombardeo, bombardeio, bombardé, bombardements, bombardamento, 攻撃を受け, 砲撃, 爆撃, 炮击, 轰炸, обстрел, قصف',
  },
  {
    points: harm,
    words:
      'wounded, injured, verletzt, blessés, heridos, feridos, feriti, 負傷, 行方不明, 受伤, 부상, ранены, جرحى',
  },
  {
    points: harm,
    words:
      'arrested, detained, arrests, festgenommen, verhaftet, arrêté, detenido, preso, arrestato, 逮捕, 被捕, 체포, арестован, задержан, اعتقال',
  },
  {
    points: harm,
    words:
      'sentenced, convicted, indicted, found guilty, verurteilt, condamné, condenado, condannato, 有罪, 判決, 判刑, 유죄, приговорён',
  },
  {
    points: harm,
    words:
      'crash, crashes, crashed, collapses, collapsed, derailed, capsizes, Absturz, entgleist, descarrila, déraille, 脱線, 崩落, 倒塌, 추락, крушение',
  },
  {
    points: harm,
    words:
      'wildfire, hurricane, typhoon, cyclone, flood, floods, landslide, Waldbrand, Hochwasser, incendio forestal, inundaciones, incendie, inondations, alluvione, 台風, 洪水, 山火事, 台风, 태풍, наводнение, فيضانات',
  },
  {
    points: harm,
    words:
      'sanctions, expels, severs ties, Sanktionen, sanciones, sanções, sanzioni, 制裁, 제재, санкции, عقوبات',
  },
  {
    points: harm,
    words:
      'cyberattack, blackout, power outage, recall, bankruptcy, Cyberangriff, Stromausfall, ciberataque, apagón, cyberattaque, 停電, サイバー攻撃, 停电, 정전, кибератака',
  },
  {
    points: notToday,
    words:
      'anniversary, years ago, years after, years since, decade after, decade since, a year after, a year on, años después, anos depois, ans après, Jahre nach, memorial, Jahrestag, aniversario, anniversaire, anniversario, 追悼, 周年, годовщина',
  },
  {
    points: notToday,
    words:
      'drill, drills, military exercise, military exercises, simulation, Übung, simulacro, exercice, 訓練, 演习, 훈련, учения',
  },
  {
    points: notToday,
    words:
      'movie, film, documentary, novel, video game, trailer, Film, película, filme, 映画, 电影, 영화, фильм',
  },
  {
    points: notToday,
    words: 'survey, poll finds, study finds, Umfrage, encuesta, sondage, sondaggio, 調査, 调查显示, опрос',
  },
]
