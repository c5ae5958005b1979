import { ensurePackages } from './debian-packages.mjs'

const missing = { name: 'a-package', zh: '某事', en: 'some purpose', present: () => false }

test('nothing is asked for what is there', async () => {
  await expect(ensurePackages([{ ...missing, present: () => true }])).resolves.toBeUndefined()
})

test('a plain user is told the package, the purpose and the command', async () => {
  const plainUser = { isRoot: false, hasApt: true }
  await expect(ensurePackages([missing], plainUser)).rejects.toThrow(
    /a-package \(for some purpose\): run "apt-get install a-package" as root/,
  )
})
