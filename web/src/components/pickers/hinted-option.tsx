/** An option of a picker with a quieter word that tells it from its namesakes. */
export const hintedOption = ({ data }: { data: { label: string; hint?: string } }) => (
  <>
    {data.label} <span className="quiet">{data.hint}</span>
  </>
)
