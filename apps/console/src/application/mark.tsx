/** The sign of the product: a speech bubble with two eyes that look at you. */
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" fill="var(--accent-fill)" />
      <path
        d="M9 11.5A3.5 3.5 0 0 1 12.5 8h7a3.5 3.5 0 0 1 3.500 3.500v5a3.500 3.500 0 0 1-3.500 3.500H16l-4.200 3.500c-.5.4-1.300.1-1.300-.6V19.400A3.500 3.500 0 0 1 9 16.500z"
        fill="#fff"
      />
      <circle cx="13" cy="14" r="1.400" fill="var(--accent-fill)" />
      <circle cx="19" cy="14" r="1.400" fill="var(--accent-fill)" />
    </svg>
  );
}
