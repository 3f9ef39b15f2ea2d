package io.clrspark.history.files;

import io.clrspark.Internal;
import java.io.IOException;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file for Parquet that counts the bytes written to it and computes their checksum. */
@Internal
public final class ChecksummedOutput implements OutputFile {

  private final OutputFile file;
  private final CRC32C sum = new CRC32C();
  private long bytes;

  ChecksummedOutput(OutputFile file) {
    this.file = file;
  }

  long bytes() {
    return bytes;
  }

  /** CRC-32C of all bytes written, eight hexadecimal digits. */
  String checksum() {
    return text(sum);
  }

  /** A checksum as eight hexadecimal digits. */
  public static String text(CRC32C sum) {
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    return new Summed(file.create(blockSizeHint));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return new Summed(file.createOrOverwrite(blockSizeHint));
  }

  @Override
  public boolean supportsBlockSize() {
    return file.supportsBlockSize();
  }

  @Override
  public long defaultBlockSize() {
    return file.defaultBlockSize();
  }

  @Override
  public String getPath() {
    return file.getPath();
  }

  private final class Summed extends DelegatingPositionOutputStream {
    private final PositionOutputStream out;

    Summed(PositionOutputStream out) {
      super(new CheckedOutputStream(out, sum));
      this.out = out;
    }

    @Override
    public long getPos() throws IOException {
      return out.getPos();
    }

    @Override
    public void close() throws IOException {
      bytes = out.getPos();
      super.close();
    }
  }
}
