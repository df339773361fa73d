package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/** A store whose caches are made smaller often, numbered messages in it, and what becomes of its files from outside. */
final class CachedMail {
    /** What {@link #fill} puts into a mailbox. */
    static final int MESSAGES = 40;

    static final int SMALL = 100;

    private final Path mail;
    private final Supplier<MaildirSettings> settings;

    /** @param settings what it is opened with where nothing else is asked for */
    CachedMail(Path temporary, Supplier<MaildirSettings> settings) {
        this.mail = temporary.resolve("mail");
        this.settings = settings;
    }

    /** One of which messages of up to {@link #SMALL} octets are kept together. */
    static CachedMail keepingSmall(Path temporary) {
        return new CachedMail(temporary, () -> keeping(SMALL));
    }

    static MaildirSettings keeping(int octets) {
        return Stage.SETTINGS.withKeepSmall(octets);
    }

    Stage open() throws StoreException {
        return open(settings.get());
    }

    Stage open(MaildirSettings other) throws StoreException {
        return open(other, FaultyFiles.sound());
    }

    Stage open(MaildirSettings other, FileLayer disk) throws StoreException {
        return Stage.open(mail, new MaildirStore.Machine(disk, (files, spool) -> Lookout.NONE, Stage.SMALL), other);
    }

    Stage reopened(Stage stage) throws StoreException {
        stage.close();
        return open();
    }

    /** Fills the INBOX of a store that is closed then. */
    void fillAndClose() throws StoreException {
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
        }
    }

    /** A file in the INBOX. */
    Path file(String name) {
        return Stage.root(mail).resolve(name);
    }

    Path file(CacheKind kind) {
        return file(kind.file());
    }

    /** That of the small messages. */
    Path kept() {
        return file(CacheKind.CONTENTS);
    }

    static void fill(Stage stage, Mailbox mailbox) throws StoreException {
        for (int number = 1; number <= MESSAGES; number++) {
            stage.put(mailbox, message(number), Flags.of(SystemFlag.SEEN));
        }
    }

    static String message(int number) {
        return "message number " + number + "\r\n" + "x".repeat(number);
    }

    /** A file of which up to so many octets are others, and in half of all cases the end is gone. */
    static byte[] bent(byte[] whole, Random random, int most) {
        byte[] bent = whole.clone();
        for (int n = random.nextInt(most); n >= 0; n--) {
            bent[random.nextInt(bent.length)] = (byte) random.nextInt();
        }
        return Arrays.copyOf(bent, random.nextBoolean() ? bent.length : random.nextInt(bent.length));
    }

    /** Changes every message of a mailbox in place, which nobody notices who reads it from elsewhere. */
    static void change(Path mailbox) throws IOException {
        for (String directory : List.of("cur", "new")) {
            try (Stream<Path> files = Files.list(mailbox.resolve(directory))) {
                for (Path file : files.toList()) {
                    Files.writeString(file, "y".repeat((int) Files.size(file)));
                }
            }
        }
    }

    /** The messages that a mailbox was filled with are as they were put there. */
    static void assertFilled(Mailbox mailbox) throws StoreException, IOException {
        for (int number = 1; number <= MESSAGES; number++) {
            assertThat(Stage.text(mailbox, number)).isEqualTo(message(number));
        }
    }

    /** After {@link #change}: the messages are read from their files. */
    static void assertChanged(Mailbox mailbox, UidSet uids) throws StoreException, IOException {
        for (long uid : uids.stream().toArray()) {
            assertThat(Stage.text(mailbox, uid)).matches("y+");
        }
    }
}
