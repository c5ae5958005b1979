const svg = (body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480" viewBox="0 0 640 480">${body}</svg>`

const person = (x: number, y: number, size: number, shirt: string, hair: string): string => `
  <g transform="translate(${x} ${y}) scale(${size})">
    <path d="M-60 150c0-56 26-84 60-84s60 28 60 84z" fill="${shirt}"/>
    <rect x="-12" y="42" width="24" height="34" rx="10" fill="#e3b894"/>
    <circle cy="10" r="42" fill="#efc7a2"/>
    <path d="M-44 6c0-38 20-56 44-56s44 18 44 56c-10-22-24-30-44-30s-34 8-44 30z" fill="${hair}"/>
    <circle cx="-15" cy="12" r="4" fill="#2a2320"/><circle cx="15" cy="12" r="4" fill="#2a2320"/>
    <path d="M-12 28q12 10 24 0" fill="none" stroke="#9c5b45" stroke-width="3" stroke-linecap="round"/>
  </g>`

/** An invented lecturer before a board. No picture of anybody. */
export const lecturerPicture = (): string =>
  svg(`
  <rect width="640" height="480" fill="#d8d3c4"/>
  <rect x="60" y="50" width="520" height="250" rx="6" fill="#21493a" stroke="#8a6a45" stroke-width="12"/>
  <text x="120" y="150" font-family="Noto Sans CJK SC, sans-serif" font-size="46" fill="#e9efe9">Unit 3</text>
  <text x="120" y="215" font-family="Noto Sans CJK SC, sans-serif" font-size="40" fill="#f2c14e">My friends</text>
  ${person(440, 230, 1.5, '#7a4a63', '#2d2420')}
  <rect y="440" width="640" height="40" fill="#8a6a45"/>`)

/** An invented class of six at their desks. */
export const classPicture = (): string =>
  svg(`
  <rect width="640" height="480" fill="#e4dcc8"/>
  <rect x="40" y="40" width="170" height="120" fill="#bcd6df"/><path d="M125 40v120M40 100h170" stroke="#fff" stroke-width="6"/>
  <rect x="430" y="40" width="170" height="120" fill="#bcd6df"/><path d="M515 40v120M430 100h170" stroke="#fff" stroke-width="6"/>
  ${[130, 320, 510].map((x, index) => person(x, 180, 0.8, ['#3f6f9b', '#b2543a', '#4f7d4e'][index] ?? '', '#2d2420')).join('')}
  <rect x="50" y="280" width="540" height="26" rx="4" fill="#a5804f"/>
  ${[130, 320, 510].map((x, index) => person(x, 330, 0.9, ['#c08a2e', '#6a5a94', '#3f6f9b'][index] ?? '', '#231c19')).join('')}
  <rect x="20" y="440" width="600" height="40" rx="4" fill="#8a6a45"/>`)
