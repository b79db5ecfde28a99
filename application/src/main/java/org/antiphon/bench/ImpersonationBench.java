package org.antiphon.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.antiphon.catalogue.RosterArtist;
import org.antiphon.impersonation.Evidence;
import org.antiphon.impersonation.Impersonation;
import org.antiphon.impersonation.ShownCredits;

/// What one upload costs against a roster of many invented names: CPU time of one thread, credits
/// that touch nobody, that mention somebody in the title, and that claim somebody in disguise.
public final class ImpersonationBench {
  private static final long SEED = 7;
  private static final int UPLOADS = 20_000;
  private static final List<String> TITLES =
      List.of(
          "Slow Lanterns (Remastered 2026)",
          "%s Type Beat - \"Moth\" [FREE]",
          "Night Drive (feat. %s)",
          "夜の窓 / %s 歌ってみた",
          "Linternas (al estilo de %s) [Karaoke]",
          "What a Long and Winding Title This Is, With Commas, and a Live Version from Nowhere");
  private static final List<String> SYLLABLES =
      List.of(
          "ba", "dor", "vel", "mi", "ra", "ska", "tess", "or", "veth", "lin", "qua", "zu", "kö",
          "strel", "hal", "den", "vir", "ke", "osk", "an", "dra", "fer", "ries", "mel", "ika");

  private final Random random = new Random(SEED);

  /// Runs it.
  ///
  /// @param names in the roster
  public BenchReport run(int names) {
    var artists = new ArrayList<RosterArtist>();
    for (int i = 0; i < names; i++) artists.add(artist(i));
    double began = cpuSeconds();
    var examiner = new Impersonation(artists);
    double built = cpuSeconds() - began;
    var uploads = new ArrayList<ShownCredits>();
    for (int i = 0; i < UPLOADS; i++) uploads.add(upload(artists, i));
    judged(examiner, uploads); // warm
    double start = cpuSeconds();
    int found = judged(examiner, uploads);
    double perUpload = (cpuSeconds() - start) / UPLOADS;
    return new BenchReport(
        List.of(
            new BenchRow("names in the roster", names, ""),
            new BenchRow("index built in", built, "CPU s"),
            new BenchRow("uploads", UPLOADS, ""),
            new BenchRow("uploads with a finding", found, ""),
            new BenchRow("cost of one upload", perUpload * 1000, "CPU ms")),
        Machine.here());
  }

  private static int judged(Impersonation examiner, List<ShownCredits> uploads) {
    int found = 0;
    for (var upload : uploads)
      if (!examiner.judge(upload, Evidence.NONE).findings().isEmpty()) found++;
    return found;
  }

  private RosterArtist artist(int number) {
    return new RosterArtist(
        name(),
        List.of(),
        Optional.empty(),
        Set.of("p1:ar-" + number),
        new RosterArtist.Deliveries(
            Set.of("Example Distribution"),
            Set.of(),
            Set.of("Example Records"),
            Set.of(),
            List.of()),
        Set.of(),
        RosterArtist.Rights.NONE);
  }

  private ShownCredits upload(List<RosterArtist> artists, int number) {
    String known = artists.get(random.nextInt(artists.size())).name();
    String shown =
        switch (number % 4) {
          case 0 -> known.replace('a', 'а'); // Cyrillic
          case 1 -> name() + " feat. " + name();
          case 2 -> name() + " & " + name();
          default -> name();
        };
    return new ShownCredits(
        Optional.of("p1"),
        List.of(
            new ShownCredits.Artist(
                ShownCredits.Role.MAIN, shown, Optional.of("x" + random.nextInt(1_000_000)))),
        TITLES.get(number % TITLES.size()).replace("%s", known),
        "",
        "An Album of Some Sort",
        ShownCredits.Delivery.UNSAID);
  }

  /// Two or three words of two to four syllables.
  private String name() {
    var name = new StringBuilder();
    int words = 2 + random.nextInt(2);
    for (int i = 0; i < words; i++) {
      if (i > 0) name.append(' ');
      int start = name.length();
      for (int j = 2 + random.nextInt(3); j > 0; j--)
        name.append(SYLLABLES.get(random.nextInt(SYLLABLES.size())));
      name.setCharAt(start, Character.toUpperCase(name.charAt(start)));
    }
    return name.toString();
  }

  private static double cpuSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }
}
