package dev.foz.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** A file of {@link LocalStorage} on its way: written under a name that nobody looks for. */
final class LocalOutput extends StorageOutput {
  private static final int BUFFER = 64 * 1024;

  private final LocalStorage storage;
  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private long position;
  private boolean finished;

  LocalOutput(LocalStorage storage, Path target) {
    this.storage = storage;
    this.target = target;
    this.part = LocalStorage.partOf(target);
    try {
      storage.check(StorageFaults.Step.CREATE, target);
      storage.makeFolder(Objects.requireNonNull(target.getParent()));
      this.channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw StorageErrors.of("create", target, e);
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void write(int oneByte) {
    if (!buffer.hasRemaining()) {
      drain();
    }
    buffer.put((byte) oneByte);
    position++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (length > buffer.remaining()) {
      drain();
    }
    if (length > buffer.remaining()) {
      send(ByteBuffer.wrap(bytes, offset, length));
    } else {
      buffer.put(bytes, offset, length);
    }
    position += length;
  }

  private void drain() {
    buffer.flip();
    send(buffer);
    buffer.clear();
  }

  private void send(ByteBuffer bytes) {
    try {
      storage.check(StorageFaults.Step.WRITE, target);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw StorageErrors.of("write", target, e);
    }
  }

  @Override
  public void finish() {
    if (finished) {
      return;
    }
    drain();
    try {
      storage.check(StorageFaults.Step.SYNC, target);
      channel.force(true);
      channel.close();
      storage.rename(part, target);
      finished = true;
    } catch (IOException e) {
      throw StorageErrors.of("write", target, e);
    }
  }

  @Override
  public void close() {
    if (finished) {
      return;
    }
    finished = true;
    try {
      channel.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // A file under its temporary name is nobody's: Storage.dropUnfinished takes it away later.
    }
  }
}
