package io.clrspark.source.image;

import io.clrspark.examples.FilePart;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/** Successive files of a folder that one task reads. The same on any cluster. */
final class ImageChunk implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int FILES = 256;

  private final String folder;
  private final int first;
  private final ArrayList<ImageFile> files;

  private ImageChunk(String folder, int first, List<ImageFile> files) {
    this.folder = folder;
    this.first = first;
    this.files = new ArrayList<>(files);
  }

  /** The chunks of a folder, which hold all its files. */
  static List<ImageChunk> of(ImageFolder folder) {
    return of(folder.path(), folder.files());
  }

  /** The chunks of some files, whose rows are counted as those of a folder. */
  static List<ImageChunk> of(String folder, List<ImageFile> all) {
    List<ImageChunk> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += FILES) {
      List<ImageFile> some = all.subList(from, Math.min(from + FILES, all.size()));
      chunks.add(new ImageChunk(folder, from, some));
    }
    return chunks;
  }

  /** Its files. Each is read when the iterator comes to it. */
  Iterator<ImageRow> rows(Configuration hadoop) {
    FilePart place = new FilePart(folder, first);
    return IntStream.range(0, files.size())
        .mapToObj(i -> new ImageRow(place, files.get(i), files.get(i).bytes(hadoop)))
        .iterator();
  }
}
