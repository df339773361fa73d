package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What a bad disk, an operator or a backup that was brought back may do to a file that is kept for speed alone. */
final class CacheHarm {
    private final List<Path> files;
    private final Random random;

    private CacheHarm(List<Path> files, Random random) {
        this.files = files;
        this.random = random;
    }

    /** Harms one file of one mailbox, if there is any. */
    static void to(Path mail, Random random) throws IOException {
        CacheKind kind = random.nextInt(4) == 0 ? CacheKind.SUMMARIES : CacheKind.CONTENTS;
        try (Stream<Path> all = Files.walk(mail)) {
            List<Path> files = all.filter(f -> f.endsWith(kind.file()) && Files.isRegularFile(f))
                    .sorted()
                    .toList();
            if (!files.isEmpty()) {
                new CacheHarm(files, random).harm();
            }
        }
    }

    private Path any() {
        return files.get(random.nextInt(files.size()));
    }

    private void harm() throws IOException {
        Path file = any();
        byte[] octets = Files.readAllBytes(file);
        switch (random.nextInt(7)) {
            case 0 -> Files.delete(file);
            case 1 -> Files.write(file, Arrays.copyOf(octets, random.nextInt(octets.length + 1)));
            case 2 -> Files.write(file, overwritten(octets));
            case 3 -> replace(file, overwritten(octets));
            case 4 -> replace(file, Files.readAllBytes(any()));
            case 5 -> Files.write(file, new byte[1 + random.nextInt(300)], StandardOpenOption.APPEND);
            default -> {
                Files.delete(file);
                Files.createDirectory(file);
            }
        }
    }

    private byte[] overwritten(byte[] octets) {
        for (int n = random.nextInt(1 + octets.length / 50); n >= 0 && octets.length > 0; n--) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt();
        }
        return octets;
    }

    /** By another file under its name. */
    private static void replace(Path file, byte[] octets) throws IOException {
        Path other = Files.write(file.resolveSibling("another"), octets);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
