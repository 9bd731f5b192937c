import { Slider } from "@mantine/core";

/** The point between agents who are always busy and visitors who never wait, per cent. */
export function CautionSlider({ value, onChange }: { value: number; onChange(value: number): void }) {
  return (
    <div className="caution-slider">
      <Slider
        thumbLabel="Busier agents or nobody waits"
        aria-label="Busier agents or nobody waits"
        value={value}
        min={0}
        max={100}
        step={5}
        label={null}
        onChange={onChange}
      />
      <div className="caution-slider-ends" aria-hidden="true">
        <span>Busier agents</span>
        <span>Nobody waits</span>
      </div>
    </div>
  );
}
