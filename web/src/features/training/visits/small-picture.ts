/** Of the longer side; what a page and a print of a record need. */
const SIDE = 1600
const QUALITY = 0.8

/**
 * A photo made smaller before it is kept or sent: a village line carries little, and a canvas keeps nothing of what the camera
 * wrote (place, time, owner). @throws when the browser cannot read it
 */
export async function smallPicture(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
  try {
    const factor = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(bitmap.width * factor)
    canvas.height = Math.round(bitmap.height * factor)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (made) => (made ? resolve(made) : reject(new Error('no picture'))),
        'image/jpeg',
        QUALITY,
      ),
    )
  } finally {
    bitmap.close()
  }
}
