package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** An index by terms is there or not, whole or not: whoever has the terms is always found. */
final class FolderTermsFaultTest extends IndexedMail {
    /** Every change would take a minute; each kind of fault begins elsewhere. */
    private static final int STRIDE = Integer.getInteger("postern.test.fault-stride", 5);

    @Test
    void isMadeAnewWhenLostOrOfAnotherMailbox() throws Exception {
        open(FaultyFiles.sound());
        put(WORDS);
        having("a");
        build();
        try (Mailbox work = stage().alice().open(created(WORK))) {
            stage().put(work, "apple", Flags.NONE);
            stage().put(work, "quark", Flags.NONE);
            Files.move(index(), stage().root().resolve(".Work").resolve(FolderTerms.DIRECTORY));
            check(work);
            assertThat(having("q")).isEqualTo(UidSet.range(1, 7));
            build();
            assertThat(having(work, "q")).isEqualTo(UidSet.of(2));
        }
        assertThat(having("q")).isEqualTo(UidSet.of(3, 4, 6));
    }

    @Test
    void damageMakesNothingWrongAndIsMended() throws Exception {
        open(FaultyFiles.sound());
        put(WORDS);
        put(WORDS);
        having("a");
        build();
        Map<String, byte[]> sound = read(index());
        for (int seed = 0; seed < 60; seed++) {
            stage().close();
            write(index(), sound);
            damage(index(), new Random(seed));
            open(FaultyFiles.sound());
            check();
            build();
            check();
            assertThat(having("q")).as("seed %d", seed).isEqualTo(UidSet.of(3, 4, 6, 10, 11, 13));
        }
    }

    private static void damage(Path directory, Random random) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.sorted().toList();
        }
        Path file = files.get(random.nextInt(files.size()));
        byte[] octets = Files.readAllBytes(file);
        switch (random.nextInt(4)) {
            case 0 -> Files.delete(file);
            case 1 -> Files.write(file, Arrays.copyOf(octets, random.nextInt(octets.length + 1)));
            default -> {
                octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, octets);
            }
        }
    }

    private static Map<String, byte[]> read(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static void write(Path directory, Map<String, byte[]> files) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        for (var file : files.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
    }

    /** At each change of making an index, something goes wrong; a process that goes on and one that comes after make it. */
    @ParameterizedTest
    @EnumSource
    void faultsMakeNothingWrong(FaultyFiles.Fault fault) throws Exception {
        open(FaultyFiles.sound());
        put(WORDS);
        stage().close();
        Files.move(temporary.resolve("mail"), temporary.resolve("before"));
        int at = List.of(FaultyFiles.Fault.values()).indexOf(fault);
        boolean reached = true;
        while (reached) {
            at += STRIDE;
            copy(temporary.resolve("before"), temporary.resolve("mail"));
            FaultyFiles files = new FaultyFiles(fault, at);
            reached = survives(files);
            clear(temporary.resolve("mail"));
        }
        assertThat(at).isGreaterThan(40);
    }

    /** Returns whether there were as many changes. */
    private boolean survives(FaultyFiles files) throws Exception {
        try {
            open(files);
            check();
            build();
            check();
            files.mend();
            now.updateAndGet(instant -> instant.plusSeconds(601));
            check();
            if (!files.isStopped()) {
                build();
                assertThat(having("q")).isEqualTo(UidSet.of(3, 4, 6));
            }
        } catch (StoreException e) {
            // the store itself met the fault
        }
        boolean reached = files.hasFailed();
        restart();
        check();
        build();
        assertThat(having("q")).isEqualTo(UidSet.of(3, 4, 6));
        stage().close();
        return reached;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private static void clear(Path tree) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(tree)) {
            paths = new ArrayList<>(all.toList());
        }
        for (int i = paths.size() - 1; i >= 0; i--) {
            Files.delete(paths.get(i));
        }
    }
}
