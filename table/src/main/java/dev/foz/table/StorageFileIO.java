package dev.foz.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * Iceberg's view of the storage. Remembers what was written through it, so that a commit that fails
 * can take its files away again; never deletes anything by Iceberg's own will.
 */
final class StorageFileIO implements FileIO {
  private static final long serialVersionUID = 1L;

  private final transient Storage storage;
  private final transient Set<String> created = new LinkedHashSet<>();

  StorageFileIO(Storage storage) {
    this.storage = storage;
  }

  /** Paths in the storage of what was written so far. */
  synchronized List<String> created() {
    return List.copyOf(created);
  }

  /** Remembers a file that is written beside Iceberg. */
  synchronized void note(String path) {
    created.add(path);
  }

  @Override
  public InputFile newInputFile(String location) {
    return new Input(location, storage.pathOf(location));
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return new Output(location, storage.pathOf(location));
  }

  @Override
  public void deleteFile(String location) {
    // Files go through the state's garbage after a grace period, see Catalog.
  }

  private final class Input implements InputFile {
    private final String location;
    private final String path;

    Input(String location, String path) {
      this.location = location;
      this.path = path;
    }

    @Override
    public long getLength() {
      return storage.size(path);
    }

    @Override
    public SeekableInputStream newStream() {
      return new ChannelInput(storage.open(path));
    }

    @Override
    public String location() {
      return location;
    }

    @Override
    public boolean exists() {
      return storage.exists(path);
    }
  }

  private final class Output implements OutputFile {
    private final String location;
    private final String path;

    Output(String location, String path) {
      this.location = location;
      this.path = path;
    }

    @Override
    public PositionOutputStream create() {
      note(path);
      return new FinishingOutput(storage.create(path));
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      return create();
    }

    @Override
    public String location() {
      return location;
    }

    @Override
    public InputFile toInputFile() {
      return newInputFile(location);
    }
  }

  /** To Iceberg a closed file is a finished one. */
  private static final class FinishingOutput extends PositionOutputStream {
    private final StorageOutput output;
    private boolean failed;

    FinishingOutput(StorageOutput output) {
      this.output = output;
    }

    @Override
    public long getPos() {
      return output.position();
    }

    @Override
    public void write(int oneByte) {
      guard(() -> output.write(oneByte));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      guard(() -> output.write(bytes, offset, length));
    }

    /** What could not be written whole must not become visible when it is closed. */
    private void guard(Runnable write) {
      try {
        write.run();
      } catch (RuntimeException e) {
        failed = true;
        throw e;
      }
    }

    @Override
    public void close() {
      try (output) {
        if (!failed) {
          output.finish();
        }
      }
    }
  }

  private static final class ChannelInput extends SeekableInputStream {
    private final SeekableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024).limit(0);
    private long position;

    ChannelInput(SeekableByteChannel channel) {
      this.channel = channel;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void seek(long target) {
      position = target;
      buffer.limit(0);
    }

    @Override
    public int read() throws IOException {
      if (!buffer.hasRemaining() && !fill()) {
        return -1;
      }
      position++;
      return buffer.get() & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!buffer.hasRemaining() && !fill()) {
        return -1;
      }
      int count = Math.min(length, buffer.remaining());
      buffer.get(bytes, offset, count);
      position += count;
      return count;
    }

    private boolean fill() throws IOException {
      buffer.clear();
      channel.position(position);
      int read = channel.read(buffer);
      buffer.flip();
      return read > 0;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Reads so many bytes from a place in a file. */
  static byte[] readRange(InputFile file, long offset, int length) {
    try (InputStream in = open(file, offset)) {
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new IOException(file.location() + " is cut short");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(InputFile file, long offset) throws IOException {
    SeekableInputStream in = file.newStream();
    in.seek(offset);
    return in;
  }
}
