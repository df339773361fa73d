package org.postern.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;

/**
 * Makes mail as people have it: fields of 1.5 to 4 KB that servers and lists have added to; plain text, text with HTML, and
 * attachments of 2 to 200 KB; 10 KB on average. The same seed and number give the same octets. Lines end with CRLF and none
 * begins with a dot. Thread-safe.
 */
public final class Mail {
    /** In the subject of one message in {@link #SUBJECT_EVERY}, and nowhere else. */
    static final String SUBJECT_WORD = "zephyr";

    static final int SUBJECT_EVERY = 100;
    /** In the text of one message in {@link #BODY_EVERY}, and nowhere else. */
    static final String BODY_WORD = "quetzalcoatl";

    static final int BODY_EVERY = 500;

    private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String[] SYLLABLES =
            "ba ce di fo gu la me ni po ru sa te vi wo xu ran len min kor tul per con tra est ing".split(" ");
    private static final int PROSE = 1 << 18;
    private static final int BINARY = 1 << 19;

    private final long seed;
    private final String[] words = new String[2000];
    private final byte[] prose;
    private final byte[] html;
    private final byte[] binary;

    public Mail(long seed) {
        this.seed = seed;
        Random random = new Random(seed);
        for (int i = 0; i < words.length; i++) {
            words[i] = word(random);
        }
        this.prose = text(random, "", "");
        this.html = text(random, "<p style=3D\"margin:0\">", "</p>=");
        byte[] noise = new byte[BINARY];
        random.nextBytes(noise);
        this.binary = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'}).encode(noise);
    }

    /** The message of this number. */
    public byte[] message(int number) {
        Random random = new Random(seed * 1_000_003 + number * 7919L);
        ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
        int kind = random.nextInt(100);
        String boundary = "=_part_" + Long.toHexString(random.nextLong());
        add(out, fields(random, number));
        if (kind < 55) {
            add(out, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
            addText(out, random, number);
        } else if (kind < 92) {
            add(out, multipart("alternative", boundary));
            addAlternative(out, random, number, boundary);
        } else {
            add(out, multipart("mixed", boundary));
            addMixed(out, random, number, boundary);
        }
        return out.toByteArray();
    }

    /** A short message of this number, with no fields but its sender's: a text of 1.2 to 1.8 KB, with all of it 1.5 to 2.2 KB. */
    public byte[] shortMessage(int number) {
        Random random = new Random(seed * 1_000_003 + number * 7919L);
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        add(
                out,
                "Date: " + DATE.format(FIRST.plusSeconds(number * 311L)) + "\r\nFrom: " + mailbox(random) + "\r\nTo: "
                        + mailbox(random) + "\r\nSubject: " + subject(random, number) + "\r\nMessage-ID: <" + number
                        + '.' + token(random, 16) + '@' + host(random) + ">\r\n"
                        + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n");
        addLines(out, prose, random, 1200 + random.nextInt(600));
        return out.toByteArray();
    }

    /** A message of this number with attachments, a megabyte all in all. */
    public byte[] longMessage(int number) {
        Random random = new Random(seed * 1_000_003 + number * 7919L);
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 21);
        String boundary = "=_part_" + Long.toHexString(random.nextLong());
        add(out, fields(random, number));
        add(out, multipart("mixed", boundary));
        for (int part = 0; part < 3; part++) {
            add(out, "--" + boundary + "\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n");
            addLines(out, binary, random, 333_000);
            add(out, "\r\n");
        }
        add(out, "--" + boundary + "--\r\n");
        return out.toByteArray();
    }

    /** As a server keeps it that stores bare line feeds. */
    static byte[] withBareLineFeeds(byte[] message) {
        byte[] shorter = new byte[message.length];
        int length = 0;
        for (byte octet : message) {
            if (octet != '\r') {
                shorter[length++] = octet;
            }
        }
        return Arrays.copyOf(shorter, length);
    }

    private String fields(Random random, int number) {
        StringBuilder out = new StringBuilder(4096);
        String date = DATE.format(FIRST.plusSeconds(number * 311L));
        out.append("Return-Path: <").append(address(random)).append(">\r\n");
        for (int hops = 2 + random.nextInt(5); hops > 0; hops--) {
            out.append("Received: from ")
                    .append(host(random))
                    .append(" (")
                    .append(host(random))
                    .append(" [192.0.2.")
                    .append(random.nextInt(256))
                    .append("])\r\n\tby ")
                    .append(host(random))
                    .append(" (Postfix) with ESMTPS id ")
                    .append(token(random, 12))
                    .append("\r\n\tfor <")
                    .append(address(random))
                    .append(">; ")
                    .append(date)
                    .append("\r\n");
        }
        out.append("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=")
                .append(host(random))
                .append("; s=mail;\r\n\th=from:to:subject:date:message-id; bh=")
                .append(token(random, 43));
        for (int lines = 0; lines < 5; lines++) {
            out.append(lines == 0 ? "=;\r\n\tb=" : "\r\n\t ").append(token(random, 68));
        }
        out.append("\r\nAuthentication-Results: ")
                .append(host(random))
                .append("; dkim=pass header.d=")
                .append(host(random))
                .append(";\r\n\tspf=pass smtp.mailfrom=")
                .append(address(random))
                .append("\r\n");
        out.append("Date: ")
                .append(date)
                .append("\r\nFrom: ")
                .append(mailbox(random))
                .append("\r\nTo: ");
        for (int i = random.nextInt(4); i > 0; i--) {
            out.append(mailbox(random)).append(",\r\n ");
        }
        out.append(mailbox(random)).append("\r\n");
        if (random.nextInt(4) == 0) {
            out.append("Cc: ")
                    .append(mailbox(random))
                    .append(",\r\n ")
                    .append(mailbox(random))
                    .append("\r\n");
        }
        out.append("Subject: ")
                .append(subject(random, number))
                .append("\r\nMessage-ID: <")
                .append(number)
                .append('.')
                .append(token(random, 16))
                .append('@')
                .append(host(random))
                .append(">\r\n");
        references(out, random);
        if (random.nextInt(3) == 0) {
            out.append("List-Id: <")
                    .append(host(random))
                    .append(">\r\nList-Unsubscribe: <https://")
                    .append(host(random))
                    .append('/')
                    .append(token(random, 40))
                    .append(">\r\nPrecedence: list\r\n");
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            out.append("X-")
                    .append(pick(random))
                    .append('-')
                    .append(pick(random))
                    .append(": ")
                    .append(token(random, 30 + random.nextInt(120)))
                    .append("\r\n");
        }
        return out.append("MIME-Version: 1.0\r\n").toString();
    }

    private void references(StringBuilder out, Random random) {
        int depth = random.nextInt(7) - 2;
        if (depth > 0) {
            String last = "";
            out.append("References:");
            for (int i = 0; i < depth; i++) {
                last = "<" + token(random, 20) + "@" + host(random) + ">";
                out.append("\r\n ").append(last);
            }
            out.append("\r\nIn-Reply-To: ").append(last).append("\r\n");
        }
    }

    private String subject(Random random, int number) {
        StringBuilder out = new StringBuilder(random.nextInt(3) == 0 ? "Re: " : "");
        if (number % SUBJECT_EVERY == 0) {
            out.append(SUBJECT_WORD).append(' ');
        }
        if (random.nextInt(5) == 0) {
            String word = pick(random) + "\u00fc" + pick(random);
            byte[] octets = word.getBytes(StandardCharsets.UTF_8);
            out.append("=?utf-8?B?")
                    .append(Base64.getEncoder().encodeToString(octets))
                    .append("?= ");
        }
        for (int i = 2 + random.nextInt(6); i > 0; i--) {
            out.append(pick(random)).append(' ');
        }
        return out.append(number).toString();
    }

    private static String multipart(String kind, String boundary) {
        return "Content-Type: multipart/" + kind + ";\r\n\tboundary=\"" + boundary
                + "\"\r\n\r\nThis is a message in several parts.\r\n";
    }

    private void addText(ByteArrayOutputStream out, Random random, int number) {
        if (number % BODY_EVERY == 0) {
            add(out, BODY_WORD + "\r\n");
        }
        addLines(out, prose, random, 500 + random.nextInt(5000));
    }

    private void addAlternative(ByteArrayOutputStream out, Random random, int number, String boundary) {
        add(out, "--" + boundary + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n");
        addText(out, random, number);
        add(
                out,
                "\r\n--" + boundary + "\r\nContent-Type: text/html; charset=utf-8\r\n"
                        + "Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><body>\r\n");
        addLines(out, html, random, 3000 + random.nextInt(14_000));
        add(out, "</body></html>\r\n--" + boundary + "--\r\n");
    }

    private void addMixed(ByteArrayOutputStream out, Random random, int number, String boundary) {
        String inner = boundary + "_a";
        add(out, "--" + boundary + "\r\n" + multipart("alternative", inner));
        addAlternative(out, random, number, inner);
        String name = pick(random) + ".pdf";
        add(
                out,
                "\r\n--" + boundary + "\r\nContent-Type: application/pdf; name=\"" + name
                        + "\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\""
                        + name
                        + "\"\r\n\r\n");
        addLines(out, binary, random, (int) (2048 * Math.pow(100, random.nextDouble())));
        add(out, "\r\n--" + boundary + "--\r\n");
    }

    /** Whole lines from somewhere in the source, about so many octets. */
    private static void addLines(ByteArrayOutputStream out, byte[] source, Random random, int octets) {
        int from = lineAfter(source, random.nextInt(source.length / 2));
        int to = lineAfter(source, Math.min(from + octets, source.length - 200));
        out.write(source, from, to - from);
    }

    private static int lineAfter(byte[] source, int at) {
        int i = at;
        while (source[i] != '\n') {
            i++;
        }
        return i + 1;
    }

    private byte[] text(Random random, String before, String after) {
        StringBuilder out = new StringBuilder(PROSE + 200);
        while (out.length() < PROSE) {
            int start = out.length();
            out.append(before);
            while (out.length() - start < 60) {
                out.append(pick(random)).append(' ');
            }
            out.append(after).append("\r\n");
        }
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String word(Random random) {
        StringBuilder out = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            out.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return out.toString();
    }

    private String pick(Random random) {
        return words[random.nextInt(words.length)];
    }

    private String host(Random random) {
        return pick(random) + "." + pick(random) + ".test";
    }

    private String address(Random random) {
        return pick(random) + "@" + host(random);
    }

    private String mailbox(Random random) {
        return "\"" + pick(random) + " " + pick(random) + "\" <" + address(random) + ">";
    }

    private static String token(Random random, int length) {
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            int digit = random.nextInt(36);
            chars[i] = (char) (digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
        return new String(chars);
    }

    private static void add(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
