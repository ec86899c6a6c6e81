import type { FC } from 'hono/jsx';
import type { PlaceChoices } from '../present/present-mail-work.ts';

/** The communes to choose from, by round. */
export const PlaceSelect: FC<{
  readonly name: string;
  readonly places: PlaceChoices;
  readonly chosen: string;
  readonly none: string;
  readonly isRequired?: boolean;
}> = ({ name, places, chosen, none, isRequired = false }) => (
  <select name={name} required={isRequired}>
    <option value="">{none}</option>
    {places.map(({ round, communes }) => (
      <optgroup label={round}>
        {communes.map((commune) => (
          <option value={commune.value} selected={commune.value === chosen}>
            {commune.name}
          </option>
        ))}
      </optgroup>
    ))}
  </select>
);
