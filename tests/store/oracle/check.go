// Judges proofs of a log by the code of Go's checksum database, which is not ours.
// Reads one JSON object from standard input; prints "true" or "false" for each proof, in order, or why the note is refused.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type inclusion struct {
	Entry    []byte
	Position int64
	Size     int64
	Root     []byte
	Path     [][]byte
}

type consistency struct {
	Old     int64
	OldRoot []byte
	Size    int64
	Root    []byte
	Path    [][]byte
}

type input struct {
	Key         string
	Note        []byte
	Inclusion   []inclusion
	Consistency []consistency
}

func hash(data []byte) (found tlog.Hash) {
	copy(found[:], data)
	return
}

func hashes(path [][]byte) (found []tlog.Hash) {
	for _, one := range path {
		found = append(found, hash(one))
	}
	return
}

func main() {
	var told input
	if err := json.NewDecoder(os.Stdin).Decode(&told); err != nil {
		panic(err)
	}
	verifier, err := note.NewVerifier(told.Key)
	if err != nil {
		fmt.Println(err)
		return
	}
	opened, err := note.Open(told.Note, note.VerifierList(verifier))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%q\n", opened.Text)
	for _, p := range told.Inclusion {
		err := tlog.CheckRecord(hashes(p.Path), p.Size, hash(p.Root), p.Position, tlog.RecordHash(p.Entry))
		fmt.Println(err == nil)
	}
	for _, p := range told.Consistency {
		fmt.Println(tlog.CheckTree(hashes(p.Path), p.Size, hash(p.Root), p.Old, hash(p.OldRoot)) == nil)
	}
}
