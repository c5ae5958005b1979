import { Refusal } from '@tongke/contract'

/** Why a file is no package that can be imported. */
export type PackageFaultCode =
  /** Not a ZIP, or a damaged one. */
  | 'zip'
  /** A path that leads out of the package, a symbolic link, the same name twice. */
  | 'path'
  | 'link'
  | 'repeated'
  /** It unpacks to too many bytes or files. */
  | 'too_large'
  | 'too_many'
  /** Neither a manifest nor a list. */
  | 'no_list'
  | 'many_lists'
  | 'manifest'
  /** Entities are refused before they are expanded. */
  | 'doctype'
  | 'no_items'

const TEXTS: Record<PackageFaultCode, string> = {
  zip: 'The file is not a readable ZIP',
  path: 'A path leads out of the package',
  link: 'There is a symbolic link in the package',
  repeated: 'A name is there twice',
  too_large: 'The package unpacks to more than allowed',
  too_many: 'The package has more files or items than allowed',
  no_list: 'There is neither imsmanifest.xml nor an XLSX list',
  many_lists: 'There are several XLSX files, name the list 资源清单.xlsx',
  manifest: 'imsmanifest.xml is not a readable manifest',
  doctype: 'A document type or entity is declared in an XML file',
  no_items: 'There is nothing to import in the package',
}

/** @param path what in the package it is about */
export const packageFault = (code: PackageFaultCode, path = 'package'): Refusal =>
  new Refusal('package.unreadable', { details: [{ path, code, message: TEXTS[code] }] })
