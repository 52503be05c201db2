package dev.foz.table;

import java.io.OutputStream;

/**
 * A file that is being written. It does not exist for anyone until {@link #finish}: after that it
 * is durable and whole, also after power is cut. Closed without finish it leaves nothing behind.
 * Used by one thread. Errors are {@link dev.foz.base.FozException}s: STORAGE_FULL, STORAGE_DENIED,
 * STORAGE_FAILED.
 */
public abstract class StorageOutput extends OutputStream {
  /** Bytes written so far. */
  public abstract long position();

  /** Makes the file durable and visible, and closes this output. Nothing may be written after. */
  public abstract void finish();

  @Override
  public abstract void write(byte[] bytes, int offset, int length);

  @Override
  public abstract void write(int oneByte);

  /** Does nothing: only {@link #finish} makes bytes durable. */
  @Override
  public void flush() {}

  /** After {@link #finish}: nothing. Before it: drops what was written. */
  @Override
  public abstract void close();
}
