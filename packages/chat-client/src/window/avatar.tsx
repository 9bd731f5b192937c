/** A picture where there is one that loads, else the first letter of the name. Decoration: the name stands beside it. */
export function Avatar({ name, url }: { name: string; url: string | null }) {
  return (
    <span class="avatar" aria-hidden="true">
      {[...name.trim()][0]?.toLocaleUpperCase()}
      {url !== null && (
        <img
          key={url}
          src={url}
          alt=""
          referrerpolicy="no-referrer"
          onError={(event) => {
            event.currentTarget.hidden = true;
          }}
        />
      )}
    </span>
  );
}
