package org.antiphon.enforcement.attestation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.ledger.CanonicalJson;

/// Which notices of a batch a person must open: a random sample of `max(10, 5 %)` that nobody picks
/// (its seed is the SHA-256 of the batch root), and every outlier: the ten lowest scores, the ten
/// shortest matches, the ten largest changes of tempo and of pitch, every sign of fair use.
///
/// What a sample proves is little: with no fault in n, the fault rate is below `1 - 0.05^(1/n)`
/// with 95 % confidence (25: 11.3 %, 59: 5 %, 299: 1 %). It catches a broken batch; safety comes
/// from the threshold.
public record Batch(String root, Set<NoticeId> sample, Set<NoticeId> outliers) {
  private static final int LEAST = 10;
  private static final double SHARE = 0.05;

  /// One notice as sampling sees it.
  ///
  /// @param score the weakest of its matches
  /// @param seconds of its match
  /// @param tempo distance of the tempo factor from 1
  /// @param pitch distance in semitones
  public record Entry(
      NoticeId notice,
      String documentSha256,
      double score,
      double seconds,
      double tempo,
      double pitch,
      boolean fairUseSign) {}

  /// The sample of these notices; the same for the same notices in any order.
  public static Batch of(List<Entry> entries) {
    var sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparing(entry -> entry.notice().toString()));
    String root = root(sorted);
    var shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, new Random(seed(root)));
    int size = Math.min(sorted.size(), Math.max(LEAST, (int) Math.ceil(SHARE * sorted.size())));
    return new Batch(root, ids(shuffled.subList(0, size)), outliers(sorted));
  }

  /// Everything that must be opened.
  public Set<NoticeId> mustBeOpened() {
    var all = new LinkedHashSet<>(sample);
    all.addAll(outliers);
    return all;
  }

  /// What no fault in `opened` proves: the largest fault rate, 95 %.
  public static double bound(int opened) {
    return 1 - Math.pow(0.05, 1.0 / opened);
  }

  private static String root(List<Entry> sorted) {
    var list =
        sorted.stream()
            .map(entry -> Map.of("id", entry.notice().toString(), "sha256", entry.documentSha256()))
            .toList();
    return CanonicalJson.sha256(CanonicalJson.of(Map.of("notices", list)));
  }

  private static long seed(String root) {
    String hash = CanonicalJson.sha256(root.getBytes(StandardCharsets.US_ASCII));
    return Long.parseUnsignedLong(hash.substring(0, 16), 16);
  }

  private static Set<NoticeId> outliers(List<Entry> entries) {
    var outliers = new LinkedHashSet<NoticeId>();
    outliers.addAll(ten(entries, Entry::score));
    outliers.addAll(ten(entries, Entry::seconds));
    outliers.addAll(ten(entries, entry -> -entry.tempo()));
    outliers.addAll(ten(entries, entry -> -entry.pitch()));
    entries.stream().filter(Entry::fairUseSign).map(Entry::notice).forEach(outliers::add);
    return outliers;
  }

  private static Set<NoticeId> ten(List<Entry> entries, ToDoubleFunction<Entry> by) {
    return ids(entries.stream().sorted(Comparator.comparingDouble(by)).limit(10).toList());
  }

  private static Set<NoticeId> ids(List<Entry> entries) {
    var ids = new LinkedHashSet<NoticeId>();
    entries.forEach(entry -> ids.add(entry.notice()));
    return ids;
  }

  /// Which of these the person has not opened.
  Set<UUID> unseen(Set<NoticeId> opened) {
    var unseen = new LinkedHashSet<UUID>();
    mustBeOpened().stream()
        .filter(id -> !opened.contains(id))
        .forEach(id -> unseen.add(id.value()));
    return unseen;
  }
}
