package io.clrspark;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The known names that come nearest to one that is not known, for error messages. */
@Internal
public final class NearestNames {

  private static final int LONGEST = 200;

  private NearestNames() {}

  /**
   * The nearest names first, by Levenshtein's distance regardless of case; equally near ones in
   * their own order.
   *
   * @param wanted the name that was not found
   * @param known the names there are
   * @param limit how many to give at most
   */
  public static List<String> of(String wanted, Collection<String> known, int limit) {
    return known.stream()
        .sorted(Comparator.comparingInt(name -> distance(wanted, name)))
        .limit(limit)
        .toList();
  }

  /** What of a name is compared: the time grows with its length. */
  private static String start(String name) {
    return name.substring(0, Math.min(name.length(), LONGEST));
  }

  /** How many letters have to be changed, added or left out, regardless of case. */
  public static int distance(String one, String other) {
    String from = start(one).toLowerCase(Locale.ROOT);
    String to = other.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
