//! An editor at work on facts: the file of `ties schema` in the hands of yaml-language-server, the program behind most
//! editors that know YAML. Skipped where it is not installed (`npm install --global yaml-language-server`).
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;
use ties::facts::{EDITOR_LINE, FactSet, schema};

/// How long an answer may take, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn an_editor_accepts_every_form_and_names_the_wrong_key() {
    let forms = include_str!("editor/forms.yaml");
    let Some(mut server) = Server::start("accepts", forms) else { return };
    assert_eq!(server.open(forms), Vec::<String>::new());
    for (text, named) in [
        ("stake: []\n", "stake"),
        ("stakes:\n  - {holder: a, in: b, kind: equity, shares: 3%}\n", "shares"),
        ("ties:\n  - {from: a, is: member-of, to: b, cite: [{at: c#1, quot: x}]}\n", "quot"),
        ("ties:\n  - from: a\n    is: member-of\n    to: b\n    since:\n      - {is: 2021, cit: c#1}\n", "cit"),
    ] {
        let said = server.open(&format!("{EDITOR_LINE}\n{text}"));
        assert!(said.len() == 1 && said[0].contains(named), "{text}: {said:?}");
    }
}

#[test]
fn an_editor_completes_and_explains_keys_and_words() {
    let Some(mut server) = Server::start("completes", "") else { return };
    server.open(&format!("{EDITOR_LINE}\nstakes:\n  - holder: a\n    in: b\n    kind: equity\n    \n"));
    let keys = server.complete(5, 4);
    let share = keys.iter().find(|(label, _)| label == "share").expect("a field is offered");
    assert!(share.1.contains("How much"), "{share:?}");
    assert!(keys.iter().any(|(label, _)| label == "said-by") && !keys.iter().any(|(label, _)| label == "publisher"));
    let words = server.complete(4, 10);
    let word = words.iter().find(|(label, _)| label == "control").expect("a word is offered");
    assert!(word.1.contains("a kind of stake"), "{word:?}");
    assert!(!words.iter().any(|(label, _)| label == "person"), "only kinds of stakes are offered");
    let key = server.hover(3, 5);
    assert!(key.contains("The id of what it is in"), "{key}");
    let word = server.hover(4, 12);
    assert!(word.contains("a kind of stake"), "{word}");
}

/// yaml-language-server at work on one file.
struct Server {
    process: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    file: String,
    version: u64,
    last: u64,
}

impl Server {
    /// Starts one in a folder with the file for editors, made from the words of these facts; none where it is not
    /// installed. Where `TIES_PEERS=1` asks for it, it has to be.
    fn start(name: &str, facts: &str) -> Option<Self> {
        let mut command = Command::new("yaml-language-server");
        let command = command.arg("--stdio").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let Ok(mut process) = command.spawn() else {
            let asked_for = std::env::var_os("TIES_PEERS").is_some_and(|value| value == "1");
            assert!(!asked_for, "TIES_PEERS=1 is set, and yaml-language-server is not installed");
            eprintln!("skipped: yaml-language-server is not installed");
            return None;
        };
        let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("served-{name}"));
        fs::create_dir_all(&folder).expect("it can be made");
        let set = FactSet::read([("facts.yaml".to_owned(), facts.to_owned())], &mut vec![]).expect("it is small");
        fs::write(folder.join("ties.schema.json"), schema(&set.vocab).to_string()).expect("it can be written");
        let input = process.stdin.take().expect("it is piped");
        let output = BufReader::new(process.stdout.take().expect("it is piped"));
        let (sender, messages) = channel();
        thread::spawn(move || read(output).for_each(|message| drop(sender.send(message))));
        let root = format!("file://{}", folder.display());
        let mut server = Self { process, input, messages, file: format!("{root}/facts.yaml"), version: 0, last: 0 };
        let markdown = json!(["markdown"]);
        let text = json!({
            "completion": {"completionItem": {"documentationFormat": markdown}},
            "hover": {"contentFormat": markdown},
            "publishDiagnostics": {},
        });
        server.ask("initialize", json!({"processId": null, "rootUri": root, "capabilities": {"textDocument": text}}));
        server.tell("initialized", json!({}));
        let yaml =
            json!({"validate": true, "hover": true, "completion": true, "schemaStore": {"enable": false, "url": ""}});
        server.tell("workspace/didChangeConfiguration", json!({"settings": {"yaml": yaml}}));
        Some(server)
    }

    /// Opens the file with this text, or types it anew; what the editor complains about.
    fn open(&mut self, text: &str) -> Vec<String> {
        self.version += 1;
        let (uri, version) = (self.file.clone(), self.version);
        if version == 1 {
            let file = json!({"uri": uri, "languageId": "yaml", "version": version, "text": text});
            self.tell("textDocument/didOpen", json!({"textDocument": file}));
        } else {
            let file = json!({"uri": uri, "version": version});
            self.tell("textDocument/didChange", json!({"textDocument": file, "contentChanges": [{"text": text}]}));
        }
        loop {
            let message = self.next();
            // The complaints about a text before this one may still come in.
            let about = &message["params"]["version"];
            if message["method"] == "textDocument/publishDiagnostics" && (about.is_null() || *about == version) {
                let all = message["params"]["diagnostics"].as_array().expect("a list").clone();
                return all.iter().map(|one| one["message"].as_str().unwrap_or_default().to_owned()).collect();
            }
        }
    }

    /// What is offered at a place, each with what it means.
    fn complete(&mut self, line: u32, character: u32) -> Vec<(String, String)> {
        let answer = self.at("textDocument/completion", line, character);
        let items = answer["items"].as_array().or(answer.as_array()).cloned().unwrap_or_default();
        items
            .iter()
            .map(|item| (item["label"].as_str().unwrap_or_default().into(), words(&item["documentation"])))
            .collect()
    }

    /// What is said of the word at a place.
    fn hover(&mut self, line: u32, character: u32) -> String {
        words(&self.at("textDocument/hover", line, character)["contents"])
    }

    fn at(&mut self, method: &str, line: u32, character: u32) -> Value {
        let position = json!({"line": line, "character": character});
        self.ask(method, json!({"textDocument": {"uri": self.file}, "position": position}))
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let id = self.last;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let message = self.next();
            if message["id"] == id && message["method"].is_null() {
                return message["result"].clone();
            }
        }
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("it listens");
        self.input.flush().expect("it listens");
    }

    /// The next message; what it asks of an editor is answered with nothing.
    fn next(&mut self) -> Value {
        let message = self.messages.recv_timeout(PATIENCE).expect("it answers");
        if !message["method"].is_null() && !message["id"].is_null() {
            self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": null}));
        }
        message
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The messages of a server, each behind its length.
fn read(mut output: impl BufRead) -> impl Iterator<Item = Value> {
    std::iter::from_fn(move || {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if output.read_line(&mut line).ok()? == 0 {
                return None;
            }
            match line.trim().strip_prefix("Content-Length: ") {
                Some(bytes) => length = bytes.parse().ok()?,
                None if line.trim().is_empty() => break,
                None => {}
            }
        }
        let mut bytes = vec![0; length];
        output.read_exact(&mut bytes).ok()?;
        serde_json::from_slice(&bytes).ok()
    })
}

/// Words, marked up or not.
fn words(value: &Value) -> String {
    value.as_str().or(value["value"].as_str()).unwrap_or_default().to_owned()
}
