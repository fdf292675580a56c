import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useText } from '../language.ts';

/** A dialog over the page: the keyboard stays in it, Escape closes it, and then stands where it stood before. */
export const Dialog = ({
  title,
  close,
  children,
}: {
  title: string;
  /** Undefined where it does not close before its end. */
  close?: (() => void) | undefined;
  children: ComponentChildren;
}) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const t = useText();
  useEffect(() => {
    const before = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      // As long as it is open, nothing behind it takes the keyboard.
      shown?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        close?.();
      }}
      onClose={() => {
        if (!dialog.current?.isConnected) return;
        close?.();
        // A second Escape closes it whatever was said to the first: where whoever opened it keeps it, it stays.
        setTimeout(() => {
          if (dialog.current?.isConnected && !dialog.current.open) dialog.current.showModal();
        });
      }}
    >
      <header>
        <h2 id={id}>{title}</h2>
        {close ? (
          <button type="button" class="plain" onClick={close} aria-label={t({ zh: '关闭', en: 'Close' })}>
            ×
          </button>
        ) : null}
      </header>
      {children}
    </dialog>
  );
};
