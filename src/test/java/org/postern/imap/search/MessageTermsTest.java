package org.postern.imap.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.postern.mime.Collation;
import org.postern.mime.HeaderBlock;
import org.postern.mime.MessageScanner;
import org.postern.mime.MimeLimits;
import org.postern.mime.MimePart;
import org.postern.mime.Needle;
import org.postern.mime.OctetSource;
import org.postern.mime.TextPlace;
import org.postern.mime.TextSearch;
import org.postern.mime.Trigrams;
import org.postern.store.OctetsBody;

/** Whatever a search finds in a message has no trigram that the message has not. */
final class MessageTermsTest {
    private static final MessageTerms TERMS = new MessageTerms(Trigrams.Limits.DEFAULT);

    private static final Collation[] COLLATIONS = Collation.values();

    private static final List<Charset> CHARSETS = List.of(
            UTF_8,
            ISO_8859_1,
            Charset.forName("windows-1251"),
            Charset.forName("koi8-r"),
            Charset.forName("iso-2022-jp"),
            Charset.forName("shift_jis"),
            Charset.forName("gb18030"),
            Charset.forName("big5"),
            Charset.forName("utf-16"));

    private static final String[] WORDS = {
        "plain",
        "Stra\u00dfe",
        "\u00c9T\u00c9",
        "e\u0301te\u0301",
        "\u043f\u0440\u0438\u0432\u0435\u0442",
        "\u041c\u0418\u0420",
        "\u65e5\u672c\u8a9e",
        "\u4e2d\u6587\u7f51\u9875",
        "\u01c6ungla",
        "\ufb03ce",
        "\ud801\udc28x\ud83d\ude00",
        "I\u0130\u0131i",
        "=3D=",
        "a b",
        "x\r\n y",
        "=?utf-8?q?x?=",
        "\u2126hm",
        "\u1e9b\u0323",
        "--b"
    };

    private static final String[] FIELDS = {"Subject", "From", "To", "Cc", "X-Odd", "Received", "DKIM-Signature"};

    /** Indexes on disk are told apart by the number in the version: it stands for what these mails are made into. */
    @Test
    void otherTermsNeedAnotherNumber() throws Exception {
        List<Path> mails = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of("src/test/resources/mail"), "*.eml")) {
            found.forEach(mails::add);
        }
        mails.sort(Comparator.comparing(Path::toString));
        assertThat(mails).hasSizeGreaterThan(20);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Path mail : mails) {
            digest(digest, Files.readAllBytes(mail));
        }
        digest(digest, String.join("\r\n", WORDS).getBytes(UTF_8));
        assertThat(TERMS.version().replaceAll(",.*", "") + " is "
                        + HexFormat.of().formatHex(digest.digest(), 0, 8))
                .as("the sample mails changed, or MessageTerms.NUMBER needs to be another")
                .isEqualTo("trigrams 1 is 93a3b9cf23a1b81c");
    }

    private static void digest(MessageDigest digest, byte[] message) throws IOException {
        long[] terms = TERMS.terms(new OctetsBody(message)).orElseThrow();
        Arrays.sort(terms);
        ByteBuffer octets = ByteBuffer.allocate(8 * (terms.length + 1)).putLong(terms.length);
        for (long term : terms) {
            octets.putLong(term);
        }
        digest.update(octets.flip());
    }

    @Test
    void whatIsFoundHasNoOtherTrigrams() throws IOException {
        int found = 0;
        for (long seed = 0; seed < 1500; seed++) {
            Random random = new Random(seed);
            byte[] message = message(random, 3);
            long[] terms = TERMS.terms(new OctetsBody(message)).orElseThrow();
            for (int n = 0; n < 8; n++) {
                Needle needle = new Needle(needle(random, message), COLLATIONS[random.nextInt(COLLATIONS.length)]);
                found += check("seed " + seed, message, terms, needle);
            }
        }
        assertThat(found).isGreaterThan(800);
    }

    /** Returns how often it is found. */
    private static int check(String seed, byte[] message, long[] terms, Needle needle) throws IOException {
        OctetSource source = OctetSource.of(message);
        MimePart structure = new MessageScanner().scan(source);
        TextSearch search = new TextSearch(source, structure, MimeLimits.DEFAULT);
        boolean header = has(terms, needle, TextPlace.HEADER);
        boolean inside = has(terms, needle, TextPlace.INSIDE);
        boolean text = search.textContains(needle);
        if (text) {
            assertThat(header || inside).as("TEXT, " + seed).isTrue();
        }
        if (search.bodyContains(needle)) {
            assertThat(inside).as("BODY, " + seed).isTrue();
        }
        HeaderBlock block = HeaderBlock.read(source, structure.header(), MimeLimits.DEFAULT);
        for (String field : FIELDS) {
            if (TextSearch.fieldContains(block, field, needle)) {
                assertThat(header).as(field + ", " + seed).isTrue();
            }
        }
        return text ? 1 : 0;
    }

    private static boolean has(long[] terms, Needle needle, TextPlace place) {
        return Arrays.stream(needle.trigrams(place)).allMatch(t -> Arrays.binarySearch(terms, t) >= 0);
    }

    @Test
    void aMessageWithTooMuchTextMayHaveAny() throws IOException {
        MessageTerms few = new MessageTerms(new Trigrams.Limits(200, 1000));
        byte[] small = "Subject: a\r\n\r\nbcd\r\n".getBytes(UTF_8);
        byte[] large = ("Subject: a\r\n\r\n" + "bcd ".repeat(60)).getBytes(UTF_8);
        assertThat(few.terms(new OctetsBody(small))).isPresent();
        assertThat(few.terms(new OctetsBody(large))).isEqualTo(Optional.empty());
        assertThat(TERMS.terms(new OctetsBody(large))).isPresent();
        byte[] attachment = ("Content-Type: image/png\r\n\r\n" + "bcd ".repeat(60)).getBytes(UTF_8);
        assertThat(few.terms(new OctetsBody(attachment))).isPresent();
    }

    @Test
    void theVersionNamesTheMachine() {
        assertThat(TERMS.version()).contains(Integer.toString(Runtime.version().feature()));
    }

    private static byte[] message(Random random, int depth) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (random.nextInt(20) == 0) {
            return soup(random);
        }
        for (int n = random.nextInt(5); n > 0; n--) {
            add(out, field(random));
        }
        int kind = depth == 0 ? 3 : random.nextInt(6);
        if (kind == 0 || kind == 1) {
            add(out, "Content-Type: multipart/mixed; boundary=b" + depth + "\r\n\r\npreamble " + word(random));
            for (int n = random.nextInt(4); n > 0; n--) {
                add(out, "\r\n--b" + depth + "\r\n");
                out.writeBytes(message(random, depth - 1));
            }
            add(out, "\r\n--b" + depth + "--\r\n" + word(random));
        } else if (kind == 2) {
            add(out, "Content-Type: message/rfc822\r\n\r\n");
            out.writeBytes(message(random, depth - 1));
        } else {
            leaf(out, random);
        }
        return out.toByteArray();
    }

    private static void leaf(ByteArrayOutputStream out, Random random) {
        Charset charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
        String name = random.nextInt(8) == 0 ? "x-none" : charset.name();
        String type = random.nextInt(5) == 0 ? "image/png" : random.nextBoolean() ? "text/plain" : "text/html";
        add(out, "Content-Type: " + type + (random.nextInt(5) == 0 ? "" : "; charset=" + name) + "\r\n");
        byte[] text = text(random, 40).getBytes(charset);
        switch (random.nextInt(5)) {
            case 0 -> {
                add(out, "Content-Transfer-Encoding: base64\r\n\r\n");
                out.writeBytes(Base64.getMimeEncoder(20 + 4 * random.nextInt(5), new byte[] {'\r', '\n'})
                        .encode(text));
            }
            case 1 -> {
                add(out, "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
                add(out, quoted(text, random));
            }
            case 2 -> {
                add(out, "Content-Transfer-Encoding: x-unknown\r\n\r\n");
                out.writeBytes(text);
            }
            default -> {
                add(out, "\r\n");
                out.writeBytes(text);
            }
        }
    }

    private static String quoted(byte[] text, Random random) {
        StringBuilder out = new StringBuilder();
        for (byte octet : text) {
            boolean plain = octet > ' ' && octet < 0x7f && octet != '=' && random.nextInt(10) > 0;
            out.append(plain ? Character.toString(octet) : String.format(Locale.ROOT, "=%02X", octet & 0xff));
            out.append(random.nextInt(12) == 0 ? "=\r\n" : "");
        }
        return out.toString();
    }

    private static String field(Random random) {
        String name = FIELDS[random.nextInt(FIELDS.length)];
        StringBuilder out = new StringBuilder(random.nextInt(10) == 0 ? name + " " : name).append(':');
        for (int n = random.nextInt(6); n > 0; n--) {
            out.append(random.nextInt(4) == 0 ? "\r\n\t" : " ");
            String word = word(random).replace("\r\n ", "\r\n\t");
            Charset charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
            switch (random.nextInt(4)) {
                case 0 ->
                    out.append("=?")
                            .append(charset.name())
                            .append("?b?")
                            .append(Base64.getEncoder().encodeToString(word.getBytes(charset)))
                            .append("?=");
                case 1 ->
                    out.append("=?utf-8?Q?")
                            .append(quoted(word.getBytes(UTF_8), new Random(0)).replace("=\r\n", ""))
                            .append("?=");
                default -> out.append(word);
            }
        }
        return out.append(random.nextInt(30) == 0 ? "\r\nno colon here\r\n" : "\r\n")
                .toString();
    }

    private static byte[] soup(Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int n = random.nextInt(40); n > 0; n--) {
            switch (random.nextInt(4)) {
                case 0 -> add(out, "\r\n");
                case 1 -> add(out, field(random));
                case 2 -> add(out, "Content-Type: multipart/x; boundary=b1\r\n\r\n--b1\r\n");
                default -> out.write(random.nextInt(256));
            }
        }
        return out.toByteArray();
    }

    private static void add(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(UTF_8));
    }

    private static String text(Random random, int words) {
        List<String> all = new ArrayList<>();
        for (int n = random.nextInt(words); n > 0; n--) {
            all.add(word(random));
        }
        return String.join(random.nextInt(3) == 0 ? "" : " ", all);
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }

    /** Words, pieces of words that stand beside each other, pieces of the message as it stands; in another case, perhaps. */
    private static String needle(Random random, byte[] message) {
        String from = switch (random.nextInt(4)) {
            case 0 -> word(random);
            case 1 -> word(random) + " " + word(random);
            case 2 -> FIELDS[random.nextInt(FIELDS.length)] + ": " + word(random);
            default -> new String(message, random.nextBoolean() ? UTF_8 : ISO_8859_1);
        };
        int start = random.nextInt(from.length() + 1);
        int end = Math.min(from.length(), start + random.nextInt(12));
        String needle =
                random.nextInt(3) == 0 ? from.substring(0, Math.min(12, from.length())) : from.substring(start, end);
        return switch (random.nextInt(3)) {
            case 0 -> needle.toUpperCase(Locale.ROOT);
            case 1 -> needle.toLowerCase(Locale.ROOT);
            default -> needle;
        };
    }
}
