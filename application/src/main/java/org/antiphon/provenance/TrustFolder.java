package org.antiphon.provenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Unreadable;

/// The operator's own roots: one PEM file a name in `DATA/trust.d`, beside the official lists. What
/// is added or removed holds for the next file, in every process. Thread-safe.
public final class TrustFolder {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final String ENDING = ".pem";

  private final Path folder;
  private String seen = "";
  private TrustSet current = TrustSet.official();

  /// Uses this folder, which need not exist.
  public TrustFolder(Path folder) {
    this.folder = folder;
  }

  /// The official lists and what lies in the folder now.
  ///
  /// @throws Unreadable where a file in it cannot be read: nobody is trusted by accident
  public synchronized TrustSet current() {
    var files = files();
    String now = fingerprint(files);
    if (!now.equals(seen)) {
      current = TrustSet.official().with(roots(files));
      seen = now;
    }
    return current;
  }

  /// Adds a PEM file of certificates under a name.
  ///
  /// @return the certificates
  /// @throws InvalidInput where the name is taken or malformed, or the file holds no certificate
  public synchronized List<X509Certificate> add(String name, Path pem) throws IOException {
    if (!NAME.matcher(name).matches())
      throw new InvalidInput(
          "TRUST_NAME", name, "a name has lower-case letters, digits and hyphens", "such as label");
    if (Files.exists(file(name)))
      throw new InvalidInput(
          "TRUST_NAME", name, "there is a root of this name", "remove it first, or use another");
    if (Files.size(pem) > 1 << 20)
      throw new InvalidInput(
          "CERTIFICATE", pem.toString(), "it is larger than 1 MiB", "give a PEM file");
    var found = TrustSet.certificates(Files.readString(pem), pem.toString());
    for (var each : found)
      if (each.getBasicConstraints() < 0)
        throw new InvalidInput(
            "NOT_AN_AUTHORITY",
            pem.toString(),
            "\"" + each.getSubjectX500Principal() + "\" is no certificate authority",
            "give the root certificate that issued it");
    Files.createDirectories(folder);
    // Only the certificates: a key that lay beside them in the file stays where it was.
    var partial = Files.createTempFile(folder, "." + name, ".part");
    Files.writeString(partial, TrustSet.pem(found));
    Files.move(partial, file(name), StandardCopyOption.ATOMIC_MOVE);
    return found;
  }

  /// Removes the roots of a name.
  ///
  /// @return the certificates that were removed
  public synchronized List<X509Certificate> remove(String name) throws IOException {
    if (!NAME.matcher(name).matches() || Files.notExists(file(name)))
      throw new InvalidInput(
          "TRUST_NAME", name, "there is no root of this name", "`trust list` shows them");
    var found = read(file(name));
    Files.delete(file(name));
    return found;
  }

  private Path file(String name) {
    return folder.resolve(name + ENDING);
  }

  private List<Path> files() {
    if (Files.notExists(folder)) return List.of();
    try (var all = Files.list(folder)) {
      return all.filter(each -> name(each).endsWith(ENDING) && !name(each).startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String fingerprint(List<Path> files) {
    var lines = new ArrayList<String>();
    try {
      for (var each : files)
        lines.add(each + " " + Files.size(each) + " " + Files.getLastModifiedTime(each));
    } catch (NoSuchFileException _) {
      return "changing"; // removed between two looks: read again at the next
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return String.join("\n", lines);
  }

  private static Map<String, List<X509Certificate>> roots(List<Path> files) {
    var roots = new TreeMap<String, List<X509Certificate>>();
    for (var each : files)
      roots.put(name(each).substring(0, name(each).length() - ENDING.length()), read(each));
    return roots;
  }

  private static List<X509Certificate> read(Path file) {
    try {
      return TrustSet.certificates(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new Unreadable(
          "TRUST", file.toString(), "it cannot be read: " + e.getMessage(), "mend or remove it", e);
    }
  }
}
