import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * A second verifier of Antiphon's evidence bundles: one file, the JDK alone, no line shared with
 * the program. Written from docs/reference/evidence-bundle.md.
 *
 * <p>{@code java Verify.java BUNDLE [KEY]}; KEY is the ledger's public key,
 * {@code name+hash+base64}. Exit code 0 where every check holds, 10 where one does not.
 */
public final class Verify {
  private final Map<String, byte[]> parts = new TreeMap<>();
  private final Map<String, String> faults = new LinkedHashMap<>();
  private final List<Map<?, ?>> entries = new ArrayList<>();
  private final List<Long> places = new ArrayList<>();

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 1 || arguments.length > 2) {
      System.err.println("usage: java Verify.java BUNDLE [KEY]");
      System.exit(2);
    }
    Map<String, String> faults =
        check(Path.of(arguments[0]), arguments.length == 2 ? arguments[1] : "");
    faults.forEach((name, why) -> System.out.println("FAILED  " + name + ": " + why));
    System.out.println(faults.isEmpty() ? "VERIFIED" : "DOES NOT HOLD");
    if (arguments.length == 1)
      System.out.println("The key was taken from the bundle: integrity is proven, origin is not.");
    System.exit(faults.isEmpty() ? 0 : 10);
  }

  /** What does not hold, by the name of the check; empty where everything does. */
  public static Map<String, String> check(Path file, String key) throws Exception {
    Verify one = new Verify();
    try {
      one.container(Files.readAllBytes(file));
    } catch (Fault e) {
      one.fault("container", e.getMessage());
      return one.faults;
    }
    one.bag();
    one.signatures(key.strip());
    return one.faults;
  }

  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1;

    Fault(String why) {
      super(why);
    }
  }

  private void fault(String check, String why) {
    faults.putIfAbsent(check, why);
  }

  // ---- 1. the container: stored entries in the order of their names, and nothing else

  private void container(byte[] zip) throws Fault {
    ByteBuffer in = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    if (zip.length < 22 || in.getInt(zip.length - 22) != 0x06054b50)
      throw new Fault("this is no ZIP file without a comment");
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    String last = "";
    int count = 0;
    while (in.remaining() >= 30 && in.getInt(in.position()) == 0x04034b50) {
      int start = in.position();
      int nameLength = Short.toUnsignedInt(in.getShort(start + 26));
      long size = Integer.toUnsignedLong(in.getInt(start + 18));
      if (start + 30L + nameLength + size > zip.length) throw new Fault("a part is cut off");
      byte[] rawName = Arrays.copyOfRange(zip, start + 30, start + 30 + nameLength);
      String name = new String(rawName, StandardCharsets.UTF_8);
      if (name.length() > 200
          || !name.matches("[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")
          || name.compareTo(last) <= 0) throw new Fault("a name that is not allowed, or out of order");
      last = name;
      int body = start + 30 + nameLength;
      byte[] bytes = Arrays.copyOfRange(zip, body, body + (int) size);
      CRC32 crc = new CRC32();
      crc.update(bytes);
      byte[] header = local(rawName, (int) crc.getValue(), (int) size);
      if (!Arrays.equals(header, Arrays.copyOfRange(zip, start, body)))
        throw new Fault("the header of " + name + " is not as it should be, or its bytes are not");
      directory.writeBytes(central(rawName, (int) crc.getValue(), (int) size, start));
      parts.put(name, bytes);
      if (++count > 10_000) throw new Fault("too many parts");
      in.position(body + (int) size);
    }
    ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x06054b50).putInt(0).putShort((short) count).putShort((short) count);
    end.putInt(directory.size()).putInt(in.position()).putShort((short) 0);
    directory.writeBytes(end.array());
    if (!Arrays.equals(directory.toByteArray(), Arrays.copyOfRange(zip, in.position(), zip.length)))
      throw new Fault("the list of parts at the end is not as it should be");
  }

  private static byte[] local(byte[] name, int crc, int size) {
    ByteBuffer header = ByteBuffer.allocate(30 + name.length).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x04034b50).putShort((short) 10);
    common(header, name, crc, size);
    return header.put(name).array();
  }

  private static byte[] central(byte[] name, int crc, int size, int at) {
    ByteBuffer header = ByteBuffer.allocate(46 + name.length).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x02014b50).putShort((short) 10).putShort((short) 10);
    common(header, name, crc, size);
    header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0).putInt(at);
    return header.put(name).array();
  }

  /** Flags, method (stored), 2 January 1980, CRC, sizes, length of the name, no extra field. */
  private static void common(ByteBuffer header, byte[] name, int crc, int size) {
    header.putShort((short) 0x800).putShort((short) 0).putShort((short) 0).putShort((short) 0x22);
    header.putInt(crc).putInt(size).putInt(size).putShort((short) name.length).putShort((short) 0);
  }

  // ---- 2. the bag (RFC 8493)

  private void bag() throws Exception {
    if (!text("bagit.txt").equals("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"))
      fault("bag", "bagit.txt");
    Map<String, String> named = new TreeMap<>();
    for (String manifest : new String[] {"manifest-sha256.txt", "tagmanifest-sha256.txt"})
      for (String line : text(manifest).split("\n")) {
        boolean payload = manifest.startsWith("manifest");
        String name = line.length() > 66 ? line.substring(66) : "";
        if (!line.matches("[0-9a-f]{64}  .+")
            || name.startsWith("data/") != payload
            || named.put(name, line.substring(0, 64)) != null) fault("bag", manifest + ": " + line);
      }
    for (Map.Entry<String, String> one : named.entrySet())
      if (!parts.containsKey(one.getKey()) || !sha256(parts.get(one.getKey())).equals(one.getValue()))
        fault("bag", one.getKey() + " is missing or changed");
    for (String name : parts.keySet())
      if (!named.containsKey(name) && !name.startsWith("tagmanifest-sha256.txt"))
        fault("bag", name + " stands in no manifest");
    for (String tag : new String[] {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"})
      if (!named.containsKey(tag)) fault("bag", tag + " stands in no manifest");
    if (!parts.containsKey("tagmanifest-sha256.txt.sig")) fault("signature", "there is none");
  }

  // ---- 3. signatures, ledger, papers

  private void signatures(String wanted) throws Exception {
    String[] keys = text("data/ledger/keys.txt").split("\n");
    String own = keys[0];
    if (!wanted.isEmpty() && !wanted.equals(own)) fault("key", "the bundle is not under this key");
    String key = wanted.isEmpty() ? own : wanted;
    if (vkey(key) == null) fault("key", "no key");
    String tags = "antiphon-evidence-bundle/1\n" + sha256(bytes("tagmanifest-sha256.txt")) + "\n";
    if (!note(text("tagmanifest-sha256.txt.sig"), tags, key)) fault("signature", "does not hold");
    String head = text("data/ledger/checkpoint");
    int blank = head.indexOf("\n\n");
    String tree = blank < 0 ? "" : head.substring(0, blank + 1);
    if (!note(head, tree, key)) fault("ledger.checkpoint", "is not signed by the key");
    else ledger(head, tree.split("\n"));
    openings();
    papers(Arrays.asList(keys));
  }

  /** Whether a note has this text, one signature, and that is this key's over it. */
  private static boolean note(String note, String text, String vkey) throws Exception {
    if (text.isEmpty() || !note.startsWith(text + "\n\u2014 ") || !note.endsWith("\n")) return false;
    String line = note.substring(text.length() + 3, note.length() - 1);
    String[] half = line.split(" ", -1);
    byte[] signature = half.length == 2 ? base64(half[1]) : null;
    byte[] key = vkey(vkey);
    if (signature == null || key == null || signature.length != 68) return false;
    return half[0].equals(vkey.substring(0, vkey.indexOf('+')))
        && HexFormat.of().formatHex(signature, 0, 4).equals(vkey.split("\\+", 3)[1])
        && signed(key, text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(signature, 4, 68));
  }

  /** The 32 bytes of a key, null for a line that is none. */
  private static byte[] vkey(String line) throws Exception {
    String[] third = line.split("\\+", 3);
    if (third.length != 3) return null;
    byte[] key = base64(third[2]);
    if (key == null || key.length != 33 || key[0] != 1) return null;
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    named.writeBytes((third[0] + "\n").getBytes(StandardCharsets.UTF_8));
    named.writeBytes(key);
    boolean own = sha256(named.toByteArray()).substring(0, 8).equals(third[1]);
    return own ? Arrays.copyOfRange(key, 1, 33) : null;
  }

  private static boolean signed(byte[] key, byte[] message, byte[] signature) {
    try {
      byte[] encoded = Arrays.copyOf(HexFormat.of().parseHex("302a300506032b6570032100"), 44);
      System.arraycopy(key, 0, encoded, 12, 32);
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private void ledger(String head, String[] tree) throws Exception {
    long size = Long.parseLong(tree[1]);
    byte[] root = base64(tree[2]);
    List<String> proofs =
        parts.keySet().stream().filter(name -> name.startsWith("data/ledger/proofs/")).toList();
    String all = text("data/ledger/entries.jsonl");
    String[] lines = all.isEmpty() ? new String[0] : all.split("\n");
    if (lines.length != proofs.size()) fault("ledger.inclusion", "an entry without proof");
    long last = -1;
    for (int i = 0; i < Math.min(lines.length, proofs.size()); i++) {
      String proof = text(proofs.get(i));
      int end = proof.indexOf("\n\n");
      String[] parts = end < 0 ? new String[0] : proof.substring(0, end).split("\n", -1);
      boolean form =
          parts.length >= 2
              && parts[0].equals("c2sp.org/tlog-proof@v1")
              && parts[1].matches("index [0-9]{1,18}")
              && proof.substring(end + 2).equals(head);
      long index = form ? Long.parseLong(parts[1].substring(6)) : -1;
      if (!form || index <= last || !included(lines[i], index, size, parts, root)) {
        fault("ledger.inclusion", proofs.get(i));
        continue;
      }
      last = index;
      Object entry = Json.read(lines[i]);
      if (entry instanceof Map<?, ?> map) {
        entries.add(map);
        places.add(index);
      }
    }
  }

  /** RFC 9162, section 2.1.3.2. */
  private static boolean included(String line, long index, long size, String[] proof, byte[] root)
      throws Exception {
    if (index >= size) return false;
    long first = index;
    long second = size - 1;
    byte[] hash = digest(new byte[] {0}, line.getBytes(StandardCharsets.UTF_8), new byte[0]);
    for (int i = 2; i < proof.length; i++) {
      byte[] sibling = base64(proof[i]);
      if (sibling == null || sibling.length != 32 || second == 0) return false;
      if (first % 2 == 1 || first == second) {
        hash = digest(new byte[] {1}, sibling, hash);
        while (first % 2 == 0 && first != 0) {
          first /= 2;
          second /= 2;
        }
      } else hash = digest(new byte[] {1}, hash, sibling);
      first /= 2;
      second /= 2;
    }
    return second == 0 && Arrays.equals(hash, root);
  }

  private void openings() throws Exception {
    if (!parts.containsKey("data/ledger/openings.json")) return;
    if (!(Json.read(text("data/ledger/openings.json")) instanceof List<?> list)) {
      fault("commitments", "unreadable");
      return;
    }
    for (Object each : list) {
      boolean holds = false;
      byte[] salt = base64(string(each, "salt"));
      if (salt != null)
        for (Map<?, ?> entry : entries)
          holds |=
              string(entry, "id").equals(string(each, "entry"))
                  && string(entry, "commit", string(each, "field"))
                      .equals(
                          HexFormat.of()
                              .formatHex(
                                  digest(
                                      "antiphon-commit-v1\n".getBytes(StandardCharsets.UTF_8),
                                      salt,
                                      string(each, "value").getBytes(StandardCharsets.UTF_8))));
      if (!holds) fault("commitments", string(each, "field"));
    }
  }

  private void papers(List<String> keys) throws Exception {
    List<String> folders =
        parts.keySet().stream()
            .filter(name -> name.startsWith("data/notice/"))
            .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
            .distinct()
            .toList();
    for (String folder : folders) notice(folder, keys);
  }

  private void notice(String folder, List<String> keys) throws Exception {
    String document = sha256(bytes(folder + "notice.json"));
    Object notice = Json.read(text(folder + "notice.json"));
    String id = string(notice, "id");
    if (find("notice.attested", id, "documentSha256", document) < 0)
      fault("notice", folder + "notice.json is not what the ledger says was attested");
    byte[] statement = bytes(folder + "attestation.json");
    Object attestation = Json.read(text(folder + "attestation.json"));
    boolean covers = false;
    if (attestation instanceof Map<?, ?> map && map.get("notices") instanceof List<?> covered)
      for (Object one : covered)
        covers |= string(one, "id").equals(id) && string(one, "sha256").equals(document);
    int signing = find("attestation.signed", "", "statementSha256", sha256(statement));
    String vkey = text(folder + "signer.vkey");
    byte[] key = vkey.endsWith("\n") ? vkey(vkey.strip()) : null;
    String signature = text(folder + "attestation.sig");
    byte[] raw = signature.endsWith("\n") ? base64(signature.substring(0, signature.length() - 1)) : null;
    if (!covers
        || signing < 0
        || key == null
        || raw == null
        || !keys.contains(vkey.substring(0, vkey.length() - 1))
        || !signed(key, statement, raw)) fault("attestation", folder);
    evidence(folder, notice);
    times(id, signing);
  }

  private void evidence(String folder, Object notice) throws Exception {
    Object manifest = Json.read(text(folder + "evidence.json"));
    if (!sha256(bytes(folder + "evidence.json")).equals(string(notice, "evidence", "sha256")))
      fault("evidence", folder + "evidence.json is not what the notice names");
    if (!sha256(bytes("data/examination/assessment.json"))
        .equals(string(manifest, "examination", "assessmentSha256")))
      fault("evidence", "the assessment is another");
    List<String> hashes = new ArrayList<>();
    List<String> references = new ArrayList<>();
    for (String name : parts.keySet()) {
      if (name.startsWith("data/upload/audio")
          && !sha256(bytes(name)).equals(string(manifest, "upload", "audioSha256")))
        fault("evidence", "the upload's sound is another");
      if (name.startsWith("data/examination/pictures/")) hashes.add(sha256(bytes(name)));
      if (name.startsWith("data/reference/") && name.endsWith("/reference.json")) {
        Object reference = Json.read(text(name));
        references.add(string(reference, "id") + " " + string(reference, "audioSha256"));
      }
    }
    if (!(manifest instanceof Map<?, ?> map)) return;
    if (map.get("pictures") instanceof List<?> pictures)
      for (Object one : pictures)
        if (!hashes.contains(string(one, "sha256"))) fault("evidence", "a picture is missing");
    if (map.get("recordings") instanceof List<?> recordings)
      for (Object one : recordings) {
        String hash = string(one, "referenceSha256");
        if (!hash.isEmpty() && !references.contains(string(one, "id") + " " + hash))
          fault("evidence", "a recording's reference is another");
      }
  }

  private void times(String notice, int signing) {
    int[] steps = {
      find("assessment.made", "", "", ""),
      find("notice.rendered", notice, "", ""),
      signing,
      find("notice.sending", notice, "", "")
    };
    if (steps[1] < 0 || steps[2] < 0) fault("times", "writing or signing is not in the ledger");
    int last = -1;
    for (int step : steps) {
      if (step < 0) continue;
      if (last >= 0
          && (places.get(step) <= places.get(last)
              || string(entries.get(step), "at").compareTo(string(entries.get(last), "at")) < 0))
        fault("times", "not in order");
      last = step;
    }
  }

  /** Number of the first entry of a kind; about a notice and with a datum where they are given. */
  private int find(String kind, String notice, String field, String value) {
    for (int i = 0; i < entries.size(); i++) {
      Map<?, ?> entry = entries.get(i);
      boolean about =
          notice.isEmpty()
              || (string(entry, "subject", "type").equals("notice")
                  && string(entry, "subject", "id").equals(notice));
      if (string(entry, "kind").equals(kind)
          && about
          && (field.isEmpty() || string(entry, "data", field).equals(value))) return i;
    }
    return -1;
  }

  // ---- small things

  private byte[] bytes(String name) {
    return parts.getOrDefault(name, new byte[0]);
  }

  private String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  private static String string(Object json, String... path) {
    Object at = json;
    for (String step : path) at = at instanceof Map<?, ?> map ? map.get(step) : null;
    return at instanceof String text ? text : "";
  }

  private static byte[] base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return Base64.getEncoder().encodeToString(bytes).equals(text) ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(digest(bytes, new byte[0], new byte[0]));
  }

  private static byte[] digest(byte[] one, byte[] two, byte[] three) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update(one);
    sha.update(two);
    sha.update(three);
    return sha.digest();
  }

  /** JSON (RFC 8259) to maps, lists, strings; numbers and words as their text. Null for what is none. */
  private static final class Json {
    private final String text;
    private int at;

    private Json(String text) {
      this.text = text;
    }

    static Object read(String text) {
      Json json = new Json(text);
      try {
        Object value = json.value(0);
        json.space();
        return json.at == text.length() ? value : null;
      } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
        return null;
      }
    }

    private void space() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    private void expect(char wanted) {
      space();
      if (text.charAt(at++) != wanted) throw new IllegalArgumentException();
    }

    private boolean skip(char wanted) {
      space();
      if (text.charAt(at) != wanted) return false;
      at++;
      return true;
    }

    private Object value(int depth) {
      if (depth > 200) throw new IllegalArgumentException();
      space();
      char first = text.charAt(at);
      if (first == '{') return object(depth);
      if (first == '[') return list(depth);
      if (first == '"') return string();
      int start = at;
      while (at < text.length() && "-+.eE0123456789truefalsn".indexOf(text.charAt(at)) >= 0) at++;
      if (start == at) throw new IllegalArgumentException();
      return new StringBuilder(text.substring(start, at));
    }

    private Map<String, Object> object(int depth) {
      Map<String, Object> map = new LinkedHashMap<>();
      expect('{');
      if (skip('}')) return map;
      do {
        space();
        String name = string();
        expect(':');
        map.put(name, value(depth + 1));
      } while (skip(','));
      expect('}');
      return map;
    }

    private List<Object> list(int depth) {
      List<Object> list = new ArrayList<>();
      expect('[');
      if (skip(']')) return list;
      do list.add(value(depth + 1));
      while (skip(','));
      expect(']');
      return list;
    }

    private String string() {
      expect('"');
      StringBuilder out = new StringBuilder();
      while (text.charAt(at) != '"') {
        char c = text.charAt(at++);
        if (c != '\\') {
          out.append(c);
          continue;
        }
        char escaped = text.charAt(at++);
        int simple = "\"\\/bfnrt".indexOf(escaped);
        if (escaped == 'u') {
          out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
          at += 4;
        } else if (simple >= 0) out.append("\"\\/\b\f\n\r\t".charAt(simple));
        else throw new IllegalArgumentException();
      }
      at++;
      return out.toString();
    }
  }
}
