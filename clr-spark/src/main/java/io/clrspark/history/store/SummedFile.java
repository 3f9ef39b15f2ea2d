package io.clrspark.history.store;

import java.io.IOException;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file for Parquet that keeps a checksum of what is written to it. */
final class SummedFile implements OutputFile {

  private final OutputFile file;
  private final CRC32C sum = new CRC32C();

  SummedFile(OutputFile file) {
    this.file = file;
  }

  /** Of all that was written: CRC-32C, eight hexadecimal digits. */
  String checksum() {
    return text(sum);
  }

  static String text(CRC32C sum) {
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

  private final class Summed extends PositionOutputStream {

    private final PositionOutputStream out;

    Summed(PositionOutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() throws IOException {
      return out.getPos();
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      sum.update(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      sum.update(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
