//! Builds what browsers load. The islands are a nested build of `client` for wasm32 in a target
//! directory of its own, so that it never waits for the outer build's lock.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use sha2::{Digest, Sha256};

/// The media type of scripts.
const SCRIPT: &str = "text/javascript; charset=utf-8";

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let root = here.join("../..").canonicalize()?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for path in
        ["style", "public", "app/domain", "app/ui", "app/client", "Cargo.toml", "Cargo.lock"]
    {
        println!("cargo::rerun-if-changed={}", root.join(path).display());
    }
    println!("cargo::rerun-if-env-changed=HOLDPOINT_SKIP_BUNDLE");
    let mut assets = Assets { out: out.clone(), entries: String::new() };
    let font = assets.add(
        "public-sans",
        "woff2",
        "font/woff2",
        &fs::read(root.join("public/fonts/public-sans.woff2"))?,
    )?;
    let style = styles(&root.join("style"))?.replace("/fonts/public-sans.woff2", &font);
    let style = assets.add("style", "css", "text/css; charset=utf-8", style.as_bytes())?;
    let session = assets.add_script(&here, "session")?;
    let live = assets.add_script(&here, "live")?;
    let act = assets.add_script(&here, "act")?;
    let editor = assets.add_script(&here, "editor")?;
    let palette = assets.add_script(&here, "palette")?;
    let desk = assets.add_script(&here, "desk")?;
    assets.add_at("/favicon.svg", "image/svg+xml", &fs::read(root.join("public/favicon.svg"))?)?;
    let start = if env::var_os("HOLDPOINT_SKIP_BUNDLE").is_some() {
        None
    } else {
        Some(islands(&root, &out, &mut assets)?)
    };
    let text = format!(
        "/// The styles.\npub const STYLE: &str = {style:?};\n\
         /// The script that warns before a session ends.\npub const SESSION: &str = {session:?};\n\
         /// The script that keeps open pages up to date.\npub const LIVE: &str = {live:?};\n\
         /// The script that makes clocks go and sends presses once.\npub const ACT: &str = {act:?};\n\
         /// The script that helps to write and keeps what is typed.\npub const EDITOR: &str = {editor:?};\n\
         /// The script that finds and begins things from every page.\npub const PALETTE: &str = {palette:?};\n\
         /// The desk by keyboard.\npub const DESK: &str = {desk:?};\n\
         /// The font of the text.\npub const FONT: &str = {font:?};\n\
         /// The script that starts the islands; none in a quick build without them.\n\
         pub const START: Option<&str> = {start:?};\n\
         static ASSETS: &[Asset] = &[\n{}];\n",
        assets.entries
    );
    fs::write(out.join("assets.rs"), text)?;
    Ok(())
}

struct Assets {
    out: PathBuf,
    entries: String,
}

impl Assets {
    /// Adds a file whose name carries a hash of its content, and gives its address.
    fn add(&mut self, name: &str, extension: &str, kind: &str, content: &[u8]) -> Outcome<String> {
        let digest = Sha256::digest(content);
        let mut hash = String::new();
        for byte in digest.iter().take(8) {
            write!(hash, "{byte:02x}")?;
        }
        let path = format!("/assets/{name}-{hash}.{extension}");
        self.add_at(&path, kind, content)?;
        Ok(path)
    }

    /// Adds a script that lies beside this program.
    fn add_script(&mut self, here: &Path, name: &str) -> Outcome<String> {
        let script = here.join(name).with_extension("js");
        println!("cargo::rerun-if-changed={}", script.display());
        self.add(name, "js", SCRIPT, bare_script(&fs::read_to_string(script)?).as_bytes())
    }

    fn add_at(&mut self, path: &str, kind: &str, content: &[u8]) -> Outcome<()> {
        let file = self.out.join(path.replace('/', "_"));
        fs::write(&file, content)?;
        let mut packed = Vec::new();
        let quality = if env::var("PROFILE").as_deref() == Ok("release") { 11 } else { 9 };
        let params = brotli::enc::BrotliEncoderParams { quality, ..Default::default() };
        brotli::BrotliCompress(&mut &content[..], &mut packed, &params)?;
        let packed = if packed.len() < content.len() {
            let file = file.with_extension("br");
            fs::write(&file, packed)?;
            format!("Some(include_bytes!(\"{}\"))", file.display())
        } else {
            "None".to_owned()
        };
        writeln!(
            self.entries,
            "    Asset {{ path: {path:?}, kind: {kind:?}, content: include_bytes!(\"{}\"), brotli: {packed} }},",
            file.display()
        )?;
        Ok(())
    }
}

/// A script without the lines that are comments, and without indentation. No text in one goes over several lines.
fn bare_script(script: &str) -> String {
    let mut bare = Vec::new();
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/**");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            bare.push(line);
        }
        in_comment &= !line.ends_with("*/");
    }
    bare.join("\n")
}

/// The style files in the order of their names, without comments and indentation.
fn styles(folder: &Path) -> Outcome<String> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    let mut all = String::new();
    for file in files {
        all.push_str(&fs::read_to_string(file)?);
    }
    let mut bare = String::with_capacity(all.len());
    let mut rest = all.as_str();
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    Ok(bare.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
}

/// Builds the islands and gives the address of the script that starts them.
fn islands(root: &Path, out: &Path, assets: &mut Assets) -> Outcome<String> {
    require_target(root)?;
    let cache = env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), |folder| root.join(folder));
    let target = cache.join("browser");
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root).args(["build", "--locked", "--package", "client", "--lib"]);
    cargo
        .args(["--target", "wasm32-unknown-unknown", "--profile", "wasm", "--target-dir"])
        .arg(&target);
    // What the outer build says to its compilers is about another target.
    for name in
        ["CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS", "RUSTC_WORKSPACE_WRAPPER", "CARGO_TARGET_DIR"]
    {
        cargo.env_remove(name);
    }
    if !cargo.status()?.success() {
        return Err("the browser bundle did not build".into());
    }
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen
        .input_path(target.join("wasm32-unknown-unknown/wasm/client.wasm"))
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    let made = out.join("islands");
    bindgen.generate(&made)?;
    let wasm = assets.add(
        "islands",
        "wasm",
        "application/wasm",
        &fs::read(made.join("client_bg.wasm"))?,
    )?;
    let glue = fs::read_to_string(made.join("client.js"))?;
    let glue = assets.add("islands", "js", SCRIPT, bare_script(&glue).as_bytes())?;
    let start = bare_script(&fs::read_to_string(root.join("server/bundle/start.js"))?);
    let start = start.replace("GLUE", &glue).replace("WASM", &wasm);
    println!("cargo::rerun-if-changed={}", root.join("server/bundle/start.js").display());
    assets.add("start", "js", SCRIPT, start.as_bytes())
}

/// Adds the compiler's target for browsers when it is missing, or says how.
fn require_target(root: &Path) -> Outcome<()> {
    let sysroot = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--print", "sysroot"])
        .output()?;
    let sysroot = PathBuf::from(String::from_utf8(sysroot.stdout)?.trim());
    if sysroot.join("lib/rustlib/wasm32-unknown-unknown/lib").exists() {
        return Ok(());
    }
    let added = Command::new("rustup")
        .current_dir(root)
        .args(["target", "add", "wasm32-unknown-unknown"])
        .status();
    match added {
        Ok(status) if status.success() => Ok(()),
        _ => Err(
            "the target for browsers is missing: run `rustup target add wasm32-unknown-unknown`"
                .into(),
        ),
    }
}
