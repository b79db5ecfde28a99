package org.antiphon.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antiphon.detection.Detection;

/// A folder that shows one sound's detection to a person who does not know signals: a page in plain
/// words with the pictures in it (one file, nothing is fetched), and each picture by itself.
public final class DetectionExhibit {
  private static final int LISTED_TEETH = 40;

  private final String name;
  private final Detection found;
  private final Spectrogram spectrogram;
  private final Map<String, Double> descriptors;

  /// @param name of the sound, as a reader knows it
  /// @param descriptors evidence beside the verdict; may be empty
  public DetectionExhibit(
      String name, Detection found, Spectrogram spectrogram, Map<String, Double> descriptors) {
    this.name = name;
    this.found = found;
    this.spectrogram = spectrogram;
    this.descriptors = descriptors;
  }

  /// Writes the pictures alone: `spectrogram.png` and, where there is a comb, `teeth.svg` and
  /// `control-curve.svg`.
  public void pictures(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("spectrogram.png"), spectrogram.png());
    if (found.decoders().isEmpty()) return;
    var decoder = found.decoders().getFirst();
    write(folder.resolve("teeth.svg"), CombPicture.teeth(teeth(decoder)));
    write(folder.resolve("control-curve.svg"), controls(decoder));
  }

  /// Writes the pictures and `index.html`.
  public void write(Path folder) throws IOException {
    pictures(folder);
    write(folder.resolve("index.html"), page());
  }

  private static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private String page() {
    var html = new StringBuilder(1 << 16);
    html.append(
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>Was this sound rendered by a neural decoder?</title>
        <style>body{font:16px/1.55 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#20242a}
        h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}table{border-collapse:collapse;font-size:.9rem}
        td,th{padding:.15rem .7rem;text-align:right;border-bottom:1px solid #dde}figure{margin:1rem 0}
        .plot{position:relative}.plot img,.plot svg{width:100%;display:block}.plot svg{position:absolute;inset:0;height:100%}
        figcaption,.soft{color:#5a5f66;font-size:.9rem}.not{border-left:4px solid #2a8ca6;padding:.3rem 1rem;background:#f2f7f9}</style></head><body>
        """);
    html.append("<h1>Was this sound rendered by a neural decoder?</h1><p class=\"soft\">")
        .append(escaped(name))
        .append("</p>");
    html.append("<p><strong>").append(conclusion()).append("</strong></p><ul>");
    for (var reason : found.reasons()) html.append("<li>").append(escaped(reason)).append("</li>");
    html.append("</ul>");
    explanation(html);
    spectrogram(html);
    if (!found.decoders().isEmpty()) comb(html, found.decoders().getFirst());
    notProved(html);
    numbers(html);
    return html.append("</body></html>\n").toString();
  }

  private String conclusion() {
    return switch (found.verdict()) {
      case MACHINE_MADE -> "Yes: it carries the trace that a neural decoder leaves.";
      case NO_SIGN -> "No such trace was found. That proves nothing about who made the music.";
      case CANNOT_TELL -> "That cannot be told from this copy.";
    };
  }

  private static void explanation(StringBuilder html) {
    html.append(
        """
        <h2>What is looked for</h2>
        <p>Software that generates, compresses or converts sound with a neural network builds it in blocks of a fixed number of samples.
        Each block begins the same small error, at exactly the same distance, from the first second to the last. In the spectrum such an error is a comb:
        faint tones at every multiple of one frequency. They are far too quiet to hear, and they do not care about the music: no player, no instrument,
        no tempo and no tape keeps such a grid to a millionth.</p>
        """);
  }

  private void spectrogram(StringBuilder html) {
    html.append(
            "<h2>The sound, as a picture</h2><figure><div class=\"plot\"><img alt=\"Spectrogram\" src=\"data:image/png;base64,")
        .append(Base64.getEncoder().encodeToString(spectrogram.png()))
        .append(
            "\"><svg viewBox=\"0 0 1000 320\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    if (!found.decoders().isEmpty())
      for (var tooth : found.decoders().getFirst().teeth()) {
        if (tooth.score() < 4) continue;
        double y = 320 * (1 - tooth.hertz() / Spectrogram.TOP_HZ);
        html.append(
            String.format(
                Locale.ROOT,
                "<line x1=\"985\" x2=\"1000\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ff9d4d\" stroke-width=\"1\"/>",
                y,
                y));
      }
    double whole = Math.max(0.001, spectrogram.seconds());
    for (var segment : found.segments())
      html.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" width=\"%.1f\" y=\"0\" height=\"8\" fill=\"#ff9d4d\"/>",
              1000 * segment.from() / whole,
              Math.max(1, 1000 * (segment.to() - segment.from()) / whole)));
    html.append("</svg></div><figcaption>Time runs to the right (")
        .append(clock(whole))
        .append("), pitch upwards to 16 kHz. ");
    if (!found.segments().isEmpty())
      html.append("The bar at the top marks where the trace is: ").append(stretches()).append(". ");
    if (!found.decoders().isEmpty())
      html.append("The ticks at the right are teeth of the comb that stand out.");
    html.append("</figcaption></figure>");
  }

  private String stretches() {
    return String.join(
        ", ",
        found.segments().stream()
            .limit(12)
            .map(each -> clock(each.from()) + " to " + clock(each.to()))
            .toList());
  }

  private void comb(StringBuilder html, Detection.Decoder decoder) {
    var teeth = teeth(decoder);
    html.append(
        String.format(
            Locale.ROOT,
            "<h2>The comb</h2><p>Its teeth lie at every multiple of %.4f Hz, which is %d / %d: a"
                + " decoder that works at %d samples a second in steps of %d.</p>",
            decoder.hertz(),
            decoder.reading().rateHz(),
            decoder.reading().strideSamples(),
            decoder.reading().rateHz(),
            decoder.reading().strideSamples()));
    figure(html, CombPicture.teeth(teeth), CombPicture.inWords(teeth) + ".");
    figure(
        html,
        controls(decoder),
        "The test that matters: the same comb is moved a little up or down, thousands of times. Music"
            + " has no reason to prefer one place. A single spike in the middle says that this grid,"
            + " and no other, is in the sound.");
    layers(html, decoder);
    html.append(
        "<details><summary>Table of teeth</summary><table><tr><th>number</th><th>Hz</th><th>dB over what is around</th><th>score (1 by chance)</th></tr>");
    decoder.teeth().stream()
        .limit(LISTED_TEETH)
        .forEach(tooth ->
            html.append(
                String.format(
                    Locale.ROOT,
                    "<tr><td>%d</td><td>%.2f</td><td>%.1f</td><td>%.1f</td></tr>",
                    tooth.number(),
                    tooth.hertz(),
                    tooth.decibels(),
                    tooth.score())));
    html.append("</table></details>");
  }

  private static void layers(StringBuilder html, Detection.Decoder decoder) {
    if (decoder.layers().isEmpty()) return;
    html.append(
        "<p>Steps within the step that left teeth of their own (samples, teeth, mean score): ");
    html.append(
        String.join(
            "; ",
            decoder.layers().stream()
                .map(layer ->
                    String.format(
                        Locale.ROOT, "%d, %d, %.1f", layer.divisor(), layer.teeth(), layer.mean()))
                .toList()));
    html.append(".</p>");
  }

  private static void figure(StringBuilder html, String svg, String caption) {
    html.append("<figure>")
        .append(svg)
        .append("<figcaption>")
        .append(escaped(caption))
        .append("</figcaption></figure>");
  }

  private static void notProved(StringBuilder html) {
    html.append(
        """
        <h2>What this does not prove</h2><div class="not"><ul>
        <li>It does not show that a machine composed, played or sang the music. A human recording that was sent through a neural codec, a voice converter, a stem separator or a restoring filter carries the same trace.</li>
        <li>It is no infringement by itself, and no reason to remove anything.</li>
        <li>Its absence proves nothing either: some generators leave no comb, and a change of pitch or tempo hides it.</li>
        <li>If you made this recording: say which software it passed (mastering, separation, delivery), or give an earlier copy; either settles most cases.</li>
        </ul></div>
        """);
  }

  private void numbers(StringBuilder html) {
    html.append(
        String.format(
            Locale.ROOT,
            "<h2>Numbers</h2><p>Strength %.2f, of which %.2f as it is and %.2f levelled; quieter half"
                + " %s; persistence %s. Probability %.3f (%.3f to %.3f) with an even prior.</p>",
            found.support().strength(),
            2 * found.support().strength() - found.support().levelled(),
            found.support().levelled(),
            found.support().quiet().map(DetectionExhibit::two).orElse("not measured"),
            found.support().persistence().map(DetectionExhibit::two).orElse("not measured"),
            found.probability().value(),
            found.probability().low(),
            found.probability().high()));
    if (!descriptors.isEmpty()) {
      html.append(
          "<details><summary>Descriptors (context, not proof; none enters the verdict)</summary><table>");
      descriptors.forEach((key, value) ->
          html.append(
              String.format(
                  Locale.ROOT, "<tr><th>%s</th><td>%.4f</td></tr>", escaped(key), value)));
      html.append("</table></details>");
    }
    html.append("<p class=\"soft\">Detector ")
        .append(escaped(found.model().version()))
        .append(", parameters and counts ")
        .append(escaped(found.model().sha256()))
        .append(": the same sound and the same version give the same numbers again.</p>");
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static List<CombPicture.Tooth> teeth(Detection.Decoder decoder) {
    return decoder.teeth().stream()
        .map(tooth -> new CombPicture.Tooth(tooth.hertz(), tooth.decibels(), tooth.beside()))
        .toList();
  }

  private static String controls(Detection.Decoder decoder) {
    return CombPicture.controls(decoder.controls().halfHz(), decoder.controls().values());
  }

  private static String clock(double seconds) {
    return "%d:%02d".formatted((long) seconds / 60, (long) seconds % 60);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
